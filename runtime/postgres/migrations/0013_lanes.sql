-- Lanes: who works for whom ------------------------------------------------------------------------

-- Milliseconds since 1970-01-01 UTC by the clock of the database: leases know no other. Tests put
-- another instant in its place.
CREATE FUNCTION engine_now() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT COALESCE(
        NULLIF(current_setting('jalon.now', true), '')::bigint,
        (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
$$;

-- Contacts belong to the lane of their number's remainder by 64. A lane has one worker at a time:
-- its row is the lock of everything that is done in it, the lease of whoever does it, and by its
-- epoch the fence against whoever did before.
CREATE TABLE lane (
    shard bigint PRIMARY KEY CHECK (shard BETWEEN 0 AND 63),
    worker text COLLATE "C",
    epoch bigint NOT NULL DEFAULT 0,
    lease_until bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 20);
INSERT INTO lane (shard) SELECT generate_series(0, 63);
CREATE SEQUENCE lane_epoch;

-- The workers who were seen lately: they share the lanes.
CREATE TABLE worker (
    name text COLLATE "C" PRIMARY KEY,
    started_at bigint NOT NULL,
    seen_at bigint NOT NULL
) WITH (fillfactor = 50);

-- The number of a run ends with the lane of its contact: run_number * 64 + lane.
CREATE SEQUENCE run_number;
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM entry) THEN
        RAISE EXCEPTION 'runs of before the lanes cannot be brought over: import into a new schema';
    END IF;
END $$;

-- The epoch of the worker who wrote the line; none when it was somebody who had all lanes.
ALTER TABLE step_log ADD COLUMN epoch bigint
    DEFAULT NULLIF(current_setting('jalon.epoch', true), '')::bigint;

-- What is changed all the time has room to be changed in place, and is swept up early.
ALTER TABLE enrollment SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE outbox SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE waiting SET (autovacuum_vacuum_scale_factor = 0.05);

-- The last event there is belongs to nobody's lane.
CREATE VIEW every_event AS SELECT id FROM event;
