-- name: journeys
-- Every journey that was ever deployed.
SELECT id, name, status, COALESCE(declared, status) FROM journey ORDER BY name

-- name: program
-- The program in which the current version of a journey stands.
SELECT p.ir FROM journey AS j
JOIN journey_version AS v ON v.id = j.version_id
JOIN program AS p ON p.id = v.program_id
WHERE j.id = :journey

-- name: keys
-- The steps of a journey's current version at which somebody can be stopped.
SELECT n.key FROM journey AS j JOIN node AS n ON n.version_id = j.version_id
WHERE j.id = :journey AND n.kind NOT IN ('start', 'end')
ORDER BY n.number

-- name: note
-- One line of what was done by hand.
INSERT INTO control (at, what, journey_id, step_key, contact_id, segment, people)
VALUES (:now, :what, :journey, :step, :contact, :segment, :people)

-- name: hold
-- A journey is paused by hand, or resumed.
UPDATE journey SET held = :held WHERE id = :journey

-- name: people
-- How many runs of a journey are in progress.
SELECT COUNT(*) FROM enrollment WHERE journey_id = :journey

-- name: held-people
-- How many of them would go on if it were not paused.
SELECT COUNT(*) FROM held_run AS h JOIN enrollment AS n ON n.id = h.enrollment_id
WHERE n.journey_id = :journey AND h.reason = 'paused'

-- name: people-at
-- How many runs rest at a step, in any version.
SELECT COUNT(*) FROM enrollment AS n JOIN node AS d ON d.id = n.node_id
WHERE n.journey_id = :journey AND d.key = :step

-- name: hold-step
-- One step is paused.
INSERT INTO held_step (journey_id, step_key, held) VALUES (:journey, :step, 1)
ON CONFLICT (journey_id, step_key) DO UPDATE SET held = 1

-- name: let-step
-- One step is resumed; people may still rest at it.
UPDATE held_step SET held = 0 WHERE journey_id = :journey AND step_key = :step

-- name: release-step
-- Those held at one step go on at the next tick.
UPDATE held_run SET reason = 'released', at = CASE WHEN at < :now THEN :now ELSE at END
WHERE reason = 'paused' AND node_id IN (
    SELECT d.id FROM node AS d JOIN journey_version AS v ON v.id = d.version_id
    WHERE v.journey_id = :journey AND d.key = :step)

-- name: release
-- Those of a journey that were put aside go on at the next tick.
UPDATE held_run SET reason = 'released', at = CASE WHEN at < :now THEN :now ELSE at END
WHERE reason = 'quarantine' AND enrollment_id IN (
    SELECT n.id FROM enrollment AS n WHERE n.journey_id = :journey)

-- name: tell
-- One contact is added to a journey by hand.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin)
VALUES (:contact, :kind, :subject, :now, :now, :now, 'live')

-- name: runs-of
-- The contact's runs in progress.
SELECT id FROM enrollment WHERE journey_id = :journey AND contact_id = :contact

-- name: leave
-- The contact's runs in progress end.
INSERT INTO leaving (enrollment_id, at, reason)
SELECT id, :now, 'removed' FROM enrollment WHERE journey_id = :journey AND contact_id = :contact

-- name: is-barred
-- May the contact not enter?
SELECT 1 FROM barred WHERE journey_id = :journey AND contact_id = :contact

-- name: bar
-- The contact may not enter.
INSERT INTO barred (journey_id, contact_id, at) VALUES (:journey, :contact, :now)

-- name: unbar
-- The contact may enter again.
DELETE FROM barred WHERE journey_id = :journey AND contact_id = :contact

-- name: log
-- The latest of what was done by hand, latest first.
SELECT l.at, l.what, j.name, l.step_key, COALESCE(c.email, c.key), l.segment, l.people
FROM control AS l
JOIN journey AS j ON j.id = l.journey_id
LEFT JOIN contact AS c ON c.id = l.contact_id
ORDER BY l.id DESC
LIMIT :limit

-- name: log-about
-- What was done about one contact.
SELECT l.at, l.what, j.name, l.step_key, COALESCE(c.email, c.key), l.segment, l.people
FROM control AS l
JOIN journey AS j ON j.id = l.journey_id
JOIN contact AS c ON c.id = l.contact_id
WHERE l.contact_id = :contact
ORDER BY l.id

-- name: holds
-- What holds people: paused journeys, paused steps, and the steps at which somebody was put aside.
SELECT j.name, NULL, 'paused', (
    SELECT COUNT(*) FROM held_run AS h JOIN enrollment AS n ON n.id = h.enrollment_id
    WHERE n.journey_id = j.id AND h.reason = 'paused')
FROM journey AS j WHERE j.status = 'paused'
UNION ALL
SELECT j.name, s.step_key, 'paused', (
    SELECT COUNT(*) FROM held_run AS h
    JOIN enrollment AS n ON n.id = h.enrollment_id
    JOIN node AS d ON d.id = h.node_id
    WHERE n.journey_id = j.id AND d.key = s.step_key AND h.reason = 'paused')
FROM held_step AS s JOIN journey AS j ON j.id = s.journey_id WHERE s.held = 1
UNION ALL
SELECT j.name, d.key, 'quarantine', COUNT(*)
FROM held_run AS h
JOIN enrollment AS n ON n.id = h.enrollment_id
JOIN node AS d ON d.id = h.node_id
JOIN journey AS j ON j.id = n.journey_id
WHERE h.reason = 'quarantine'
GROUP BY j.name, d.key
ORDER BY 1, 2, 3

-- name: rewatch
-- Those who rest at a condition wait and are not looked at, though they are not held.
INSERT INTO watching (node_id, enrollment_id)
SELECT n.node_id, n.id FROM enrollment AS n
WHERE n.node_id = :node
  AND NOT EXISTS (SELECT 1 FROM held_run AS h WHERE h.enrollment_id = n.id)
ON CONFLICT DO NOTHING
