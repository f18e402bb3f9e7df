-- name: clear-found
-- Nobody yet.
DELETE FROM found

-- name: clear
-- Nobody yet.
DELETE FROM candidate

-- name: clear-slots
-- No day yet.
DELETE FROM slot

-- name: clear-slot-values
-- No day yet.
DELETE FROM slot_value

-- name: put-slot
-- One local day in one zone.
INSERT INTO slot (zone_id, day, at) VALUES (:zone, :day, :at)

-- name: put-slot-value
-- One value of a day.
INSERT INTO slot_value (day, value) VALUES (:day, :value)

-- name: trim
-- Instants that are not of this tick: those found by the clock are looked up a little too widely.
DELETE FROM found WHERE at <= :watermark OR at > :now OR at < :activated_at

-- name: found-bounds
-- The first and the last of those found.
SELECT COALESCE((SELECT MIN(n) FROM found), 1), COALESCE((SELECT MAX(n) FROM found), 0)

-- name: set-found-aside
-- One of those found, whom no statement can digest.
INSERT INTO quarantine (stage, event_id, contact_id, reason, at)
SELECT 'enter', event_id, contact_id, :reason, :now FROM found WHERE n = :id

-- name: candidate-bounds
-- The first and the last candidate.
SELECT COALESCE((SELECT MIN(n) FROM candidate), 1), COALESCE((SELECT MAX(n) FROM candidate), 0)

-- name: set-candidate-aside
-- A candidate whom no run can be started for.
INSERT INTO quarantine (stage, event_id, contact_id, reason, at)
SELECT 'enter', event_id, contact_id, :reason, :now FROM candidate WHERE n = :id

-- name: refuse
-- Writes down who did not get in, and why.
INSERT INTO refusal (journey_id, contact_id, event_id, ref, reason, at)
SELECT :journey, contact_id, event_id, ref, reason, at FROM candidate WHERE reason IS NOT NULL ORDER BY n

-- name: last-run
-- The latest run in progress.
SELECT COALESCE(MAX(id), 0) FROM enrollment

-- name: enroll
-- A run for everybody who gets in; of several candidates of one contact (and order, if each has a
-- run of its own) only the first does.
INSERT INTO enrollment (journey_id, version_id, contact_id, slot, event_id, ref, entered_at, node_id, seq, arrived_at, due)
SELECT :journey, :version, contact_id, CASE WHEN :own = 1 THEN ref ELSE 0 END, event_id, ref, at, :base, 0, at, NULL
FROM candidate WHERE reason IS NULL AND n BETWEEN :low AND :high ORDER BY n
ON CONFLICT DO NOTHING

-- name: eligible
-- How many candidates nothing speaks against.
SELECT COUNT(*) FROM candidate WHERE reason IS NULL AND n BETWEEN :low AND :high

-- name: refuse-again
-- Writes down the further candidates of those who just got in.
INSERT INTO refusal (journey_id, contact_id, event_id, ref, reason, at)
SELECT :journey, k.contact_id, k.event_id, k.ref, :again, k.at
FROM candidate AS k
JOIN enrollment AS n ON n.journey_id = :journey AND n.contact_id = k.contact_id
    AND n.slot = CASE WHEN :own = 1 THEN k.ref ELSE 0 END
WHERE k.reason IS NULL
  AND k.n BETWEEN :low AND :high
  AND (COALESCE(n.event_id, -1) <> COALESCE(k.event_id, -1) OR COALESCE(n.ref, -1) <> COALESCE(k.ref, -1))
ORDER BY k.n

-- name: entry
-- The entry of everybody who got in, for ever.
INSERT INTO entry (journey_id, contact_id, occurrence, enrollment_id)
SELECT journey_id, contact_id,
    CASE WHEN :once = 1 THEN 0 WHEN event_id IS NOT NULL THEN 2 * event_id ELSE 2 * ref + 1 END, id
FROM enrollment WHERE id > :last

-- name: start
-- New runs are ready at the start.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT node_id, id, entered_at, 'start' FROM enrollment WHERE id > :last

-- name: set-aside
-- A candidate whose data no statement can digest.
INSERT INTO quarantine (stage, event_id, contact_id, reason, at)
SELECT :stage, id, contact_id, :reason, :now FROM event WHERE id = :id
