-- Delivery --------------------------------------------------------------------------------------

-- How often a worker was lost with the row in its hands, and whether it held no other then.
ALTER TABLE outbox ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;

-- What is due, by kind: receipts do not wait behind a campaign.
CREATE INDEX outbox_due ON outbox (channel, purpose, not_before) WHERE state = 'queued';

-- An attempt says from which state it led to which, in which epoch, and until when the row rests.
ALTER TABLE attempt ADD COLUMN epoch INTEGER;
ALTER TABLE attempt ADD COLUMN origin TEXT;
ALTER TABLE attempt ADD COLUMN state TEXT;
ALTER TABLE attempt ADD COLUMN again INTEGER;

-- What somebody decided about a message by hand, and why; only added to.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT
);
CREATE INDEX decision_place ON decision (enrollment_id, node_id);

-- Every change of state that no attempt tells of, written down by the triggers below.
CREATE TABLE outbox_move (
    id INTEGER PRIMARY KEY,
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    at INTEGER
);
CREATE INDEX outbox_move_place ON outbox_move (enrollment_id, node_id);

-- Where messages go: how many failed there in a row, and since when only probes are let through.
CREATE TABLE destination (
    name TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    reason TEXT,
    opened_at INTEGER,
    probe_at INTEGER,
    changed_at INTEGER NOT NULL
) WITHOUT ROWID;

-- What is left of the rate of a channel: a message costs as many units as its period has
-- milliseconds, and each millisecond brings some.
CREATE TABLE allowance (
    channel TEXT PRIMARY KEY,
    units INTEGER NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;

-- The state machine. A claim counts the attempt and begins an epoch, nothing else does; what is over
-- is queued again only when somebody has decided so.
CREATE TRIGGER outbox_moves_as_it_may BEFORE UPDATE OF state, epoch, attempt ON outbox
WHEN NOT (
    (OLD.state = 'queued' AND NEW.state = 'leased'
        AND NEW.epoch = OLD.epoch + 1 AND NEW.attempt = OLD.attempt + 1)
    OR (NEW.epoch = OLD.epoch AND NEW.attempt = OLD.attempt AND (
        NEW.state = OLD.state
        OR (OLD.state = 'leased'
            AND NEW.state IN ('handoff', 'queued', 'suppressed', 'expired', 'dead'))
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

-- An attempt that ended while it was leased, by whoever ended it: no attempt goes untold.
CREATE TRIGGER outbox_stopped AFTER UPDATE OF state ON outbox
WHEN OLD.state = 'leased' AND NEW.state IN ('suppressed', 'expired')
BEGIN
    INSERT INTO attempt (enrollment_id, node_id, number, outcome, detail, at, epoch, origin, state)
    VALUES (NEW.enrollment_id, NEW.node_id, NEW.attempt, 'suppressed', NEW.reason,
        COALESCE(NEW.settled_at, NEW.not_before), NEW.epoch, 'leased', NEW.state)
    ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER outbox_moved AFTER UPDATE OF state ON outbox
WHEN OLD.state IN ('queued', 'unknown', 'refused', 'expired', 'dead')
    AND NEW.state NOT IN ('leased', OLD.state)
BEGIN
    INSERT INTO outbox_move (enrollment_id, node_id, attempt, epoch, origin, state, reason, at)
    VALUES (NEW.enrollment_id, NEW.node_id, NEW.attempt, NEW.epoch, OLD.state, NEW.state,
        NEW.reason, COALESCE(NEW.settled_at, NEW.not_before));
END;

-- What was tried and decided stays as it was; only the words of others may be forgotten.
CREATE TRIGGER attempt_is_kept BEFORE UPDATE OF number, outcome, at, epoch, origin, state, again
ON attempt
BEGIN
    SELECT RAISE(ABORT, 'an attempt is never changed');
END;
CREATE TRIGGER outbox_move_is_kept BEFORE UPDATE ON outbox_move
BEGIN
    SELECT RAISE(ABORT, 'the trail of a message is never changed');
END;
CREATE TRIGGER decision_is_kept BEFORE UPDATE OF at, attempt, origin, state ON decision
BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed');
END;
