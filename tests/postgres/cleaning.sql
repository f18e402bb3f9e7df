-- Empties a store as it was made, without making it again. What it held then is kept in `fresh`.
DELETE FROM jalon.zone_span;
DELETE FROM jalon.zone;
CREATE SCHEMA fresh;
DO $$
DECLARE
    one text;
    filled boolean;
BEGIN
    FOR one IN SELECT relname FROM pg_class
        WHERE relnamespace = 'jalon'::regnamespace AND relkind = 'r' AND relname NOT IN ('jalon_schema', 'month')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM jalon.%I)', one) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE fresh.%I AS TABLE jalon.%1$I', one);
        END IF;
    END LOOP;
END $$;
CREATE TABLE fresh.known AS
SELECT attname FROM pg_attribute WHERE attrelid = 'jalon.contact'::regclass AND attnum > 0;

-- Returns whether the views of lanes have to be made again.
CREATE FUNCTION fresh.clean() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    one record;
    widened boolean := false;
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);  -- in whatever order
    FOR one IN SELECT c.oid, relname FROM pg_class AS c
        WHERE relnamespace = 'jalon'::regnamespace AND relkind = 'r' AND relname NOT IN ('jalon_schema', 'month')
    LOOP
        IF pg_relation_size(one.oid) > 0 THEN
            EXECUTE format('DELETE FROM jalon.%I', one.relname);
        END IF;
    END LOOP;
    FOR one IN SELECT relname FROM pg_class
        WHERE relnamespace = 'fresh'::regnamespace AND relkind = 'r' AND relname <> 'known'
    LOOP
        EXECUTE format('INSERT INTO jalon.%I OVERRIDING SYSTEM VALUE TABLE fresh.%1$I', one.relname);
    END LOOP;
    PERFORM setval(format('jalon.%I', sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'jalon' AND last_value IS NOT NULL;
    FOR one IN SELECT attname FROM pg_attribute
        WHERE attrelid = 'jalon.contact'::regclass AND attnum > 0 AND NOT attisdropped
            AND attname NOT IN (SELECT attname FROM fresh.known)
    LOOP
        IF NOT widened THEN
            DROP SCHEMA jalon_lane CASCADE;
            widened := true;
        END IF;
        EXECUTE format('ALTER TABLE jalon.contact DROP COLUMN %I', one.attname);
    END LOOP;
    RETURN widened;
END $$;
