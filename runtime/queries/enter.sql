-- name: clear
-- Nobody yet.
DELETE FROM candidate

-- name: trim
-- Instants that are not of this tick: those found by the clock are looked up a little too widely.
DELETE FROM candidate WHERE at <= :watermark OR at > :now OR at < :activated_at

-- name: again
-- Of several candidates of one contact only the first may enter.
UPDATE candidate SET reason = :again
WHERE reason IS NULL AND id NOT IN (
    SELECT id FROM (
        SELECT id, ROW_NUMBER() OVER (
            PARTITION BY contact_id ORDER BY at, COALESCE(event_id, ref)) AS place
        FROM candidate WHERE reason IS NULL) AS ranked
    WHERE place = 1)

-- name: refuse
-- Writes down who did not get in, and why.
INSERT INTO refusal (journey_id, contact_id, event_id, ref, reason, at)
SELECT :journey, contact_id, event_id, ref, reason, at FROM candidate WHERE reason IS NOT NULL ORDER BY at, COALESCE(event_id, ref)

-- name: enroll
-- A run for everybody who gets in.
INSERT INTO enrollment (journey_id, version_id, contact_id, slot, event_id, ref, entered_at, node_id, seq, arrived_at, due)
SELECT :journey, :version, contact_id, 0, event_id, ref, at, :base, 0, at, NULL
FROM candidate WHERE reason IS NULL ORDER BY at, COALESCE(event_id, ref)

-- name: entry
-- The entry of everybody who gets in, for ever.
INSERT INTO entry (journey_id, contact_id, occurrence, enrollment_id)
SELECT :journey, k.contact_id, k.occurrence, n.id
FROM candidate AS k
JOIN enrollment AS n ON n.journey_id = :journey AND n.contact_id = k.contact_id AND n.slot = 0
WHERE k.reason IS NULL

-- name: start
-- New runs are ready at the start.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT n.node_id, n.id, n.entered_at, 'start'
FROM candidate AS k
JOIN enrollment AS n ON n.journey_id = :journey AND n.contact_id = k.contact_id AND n.slot = 0
WHERE k.reason IS NULL

-- name: set-aside
-- A candidate whose data no statement can digest.
INSERT INTO quarantine (stage, event_id, contact_id, reason, at)
SELECT :stage, id, contact_id, :reason, :now FROM event WHERE id = :id
