-- Doubt --------------------------------------------------------------------------------------------

-- What may have arrived by an earlier attempt is in doubt also when it cannot be written any more,
-- when nobody lets us in for a day, or when it kills its worker: leased -> unknown.
DROP TRIGGER outbox_moves_as_it_may;
CREATE TRIGGER outbox_moves_as_it_may BEFORE UPDATE OF state, epoch, attempt ON outbox
WHEN NOT (
    (OLD.state = 'queued' AND NEW.state = 'leased'
        AND NEW.epoch = OLD.epoch + 1 AND NEW.attempt = OLD.attempt + 1)
    OR (NEW.epoch = OLD.epoch AND NEW.attempt = OLD.attempt AND (
        NEW.state = OLD.state
        OR (OLD.state = 'leased'
            AND NEW.state IN ('handoff', 'queued', 'suppressed', 'expired', 'dead', 'unknown'))
        OR (OLD.state = 'handoff'
            AND NEW.state IN ('accepted', 'queued', 'refused', 'unknown', 'dead'))
        OR (OLD.state = 'queued' AND NEW.state IN ('suppressed', 'expired', 'accepted', 'refused'))
        OR (OLD.state = 'unknown' AND NEW.state IN ('accepted', 'refused', 'queued'))
        OR (OLD.state IN ('refused', 'expired', 'dead') AND NEW.state = 'queued' AND EXISTS (
            SELECT 1 FROM decision AS d
            WHERE d.enrollment_id = OLD.enrollment_id AND d.node_id = OLD.node_id
              AND d.attempt = OLD.attempt AND d.origin = OLD.state AND d.state = 'queued')))))
BEGIN
    SELECT RAISE(ABORT, 'a message never goes from that state to this one');
END;
