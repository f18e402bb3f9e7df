-- Doubt --------------------------------------------------------------------------------------------

-- What may have arrived by an earlier attempt is in doubt also when it cannot be written any more,
-- when nobody lets us in for a day, or when it kills its worker: leased -> unknown.
CREATE OR REPLACE FUNCTION outbox_moves_as_it_may() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided boolean := false;
BEGIN
    IF OLD.state = 'queued' AND NEW.state = 'leased'
        AND NEW.epoch = OLD.epoch + 1 AND NEW.attempt = OLD.attempt + 1
    THEN
        RETURN NEW;
    END IF;
    IF OLD.state IN ('refused', 'expired', 'dead') AND NEW.state = 'queued' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.decision AS d WHERE d.enrollment_id = $1'
            ' AND d.node_id = $2 AND d.attempt = $3 AND d.origin = $4 AND d.state = ''queued'')',
            TG_TABLE_SCHEMA)
        INTO decided USING OLD.enrollment_id, OLD.node_id, OLD.attempt, OLD.state;
    END IF;
    IF NEW.epoch = OLD.epoch AND NEW.attempt = OLD.attempt AND (
        NEW.state = OLD.state
        OR (OLD.state = 'leased'
            AND NEW.state IN ('handoff', 'queued', 'suppressed', 'expired', 'dead', 'unknown'))
        OR (OLD.state = 'handoff'
            AND NEW.state IN ('accepted', 'queued', 'refused', 'unknown', 'dead'))
        OR (OLD.state = 'queued' AND NEW.state IN ('suppressed', 'expired', 'accepted', 'refused'))
        OR (OLD.state = 'unknown' AND NEW.state IN ('accepted', 'refused', 'queued'))
        OR decided)
    THEN
        RETURN NEW;
    END IF;
    RAISE integrity_constraint_violation USING MESSAGE =
        format('a message never goes from %s to %s', OLD.state, NEW.state);
END $$;
