-- name: inhabited
-- Is anybody inside a version?
SELECT 1 FROM enrollment WHERE version_id = :version LIMIT 1

-- name: contact-bounds
-- The first and the last contact.
SELECT COALESCE((SELECT MIN(id) FROM contact), 1), COALESCE((SELECT MAX(id) FROM contact), 0)

-- name: trim
-- Instants that are not of this tick: they were looked up a little too widely.
DELETE FROM found WHERE at <= :watermark OR at > :now

-- name: set-contact-aside
-- A contact whom no statement can digest; once, though she is looked at tick by tick.
INSERT INTO quarantine (stage, contact_id, reason, at)
SELECT :stage, :id, :reason, :now
WHERE NOT EXISTS (
    SELECT 1 FROM quarantine AS q
    WHERE q.contact_id = :id AND q.stage = :stage AND q.reason = :reason)

-- name: time-came
-- The events of a time pattern. What an unanswered message said, its silence says too; the same
-- day, order or send comes once, and a cart as often as it is left.
INSERT INTO event (contact_id, kind, subject, ref, at, moment, received_at, dedupe, properties, folded)
SELECT f.contact_id, :kind, :key, f.ref, f.at, f.at, :now,
    CAST(:key AS TEXT) || ':' || CAST(f.contact_id AS TEXT) || ':' || CAST(f.occurrence AS TEXT)
        || CASE WHEN :again = 1 THEN ':' || CAST(f.at AS TEXT) ELSE '' END,
    e.properties, e.folded
FROM found AS f LEFT JOIN event AS e ON e.id = f.event_id
WHERE true
ORDER BY f.at, f.contact_id, f.occurrence
ON CONFLICT DO NOTHING

-- name: watched
-- The segments that are watched.
SELECT key, id FROM watched_segment

-- name: watch
-- A segment is watched from now on.
INSERT INTO watched_segment (key) VALUES (:key)

-- name: forget-members
-- Nobody listens any more: who is in a segment is not known.
DELETE FROM segment_member WHERE segment_id = :id

-- name: unwatch
-- It is no longer watched.
DELETE FROM watched_segment WHERE key = :key

-- name: watched-as
-- The number of a watched segment.
SELECT id FROM watched_segment WHERE key = :key

-- name: silent-news
-- Was anything told that is no event, or is history?
SELECT 1 FROM retold
UNION ALL
SELECT 1 FROM event WHERE id > :after AND id <= :upto AND origin = 'historic'
LIMIT 1

-- name: clear-looked
-- Nobody yet.
DELETE FROM looked

-- name: clear-silent
-- Nobody yet.
DELETE FROM silent

-- name: clear-member-now
-- Nobody yet.
DELETE FROM member_now

-- name: clear-retold
-- What was told anew has been looked at.
DELETE FROM retold

-- name: fill-looked
-- The contacts of whom anything was told since the last tick.
INSERT INTO looked (contact_id)
SELECT contact_id FROM event WHERE id > :after AND id <= :upto AND contact_id IS NOT NULL
UNION SELECT contact_id FROM retold

-- name: fill-silent
-- Those of whom only history was told.
INSERT INTO silent (contact_id)
SELECT contact_id FROM looked
EXCEPT SELECT contact_id FROM event
WHERE id > :after AND id <= :upto AND origin <> 'historic' AND contact_id IS NOT NULL
EXCEPT SELECT contact_id FROM retold WHERE historic = 0

-- name: look-at-everybody
-- All contacts.
INSERT INTO looked (contact_id) SELECT id FROM contact WHERE true ON CONFLICT DO NOTHING

-- name: looked-bounds
-- The first and the last contact looked at.
SELECT COALESCE((SELECT MIN(contact_id) FROM looked), 1), COALESCE((SELECT MAX(contact_id) FROM looked), 0)

-- name: look-away
-- One contact about whom nothing can be said: she is where she was.
DELETE FROM looked WHERE contact_id = :id

-- name: left
-- The events of those who were in a segment and are not any more.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at)
SELECT m.contact_id, :kind, :key, :now, :now, :now
FROM segment_member AS m
WHERE m.segment_id = :id
  AND (:everybody = 1 OR m.contact_id IN (SELECT l.contact_id FROM looked AS l))
  AND m.contact_id NOT IN (SELECT n.contact_id FROM member_now AS n)
  AND m.contact_id NOT IN (SELECT s.contact_id FROM silent AS s)
ORDER BY m.contact_id

-- name: remove-members
-- They are in it no more.
DELETE FROM segment_member
WHERE segment_id = :id
  AND (:everybody = 1 OR contact_id IN (SELECT l.contact_id FROM looked AS l))
  AND contact_id NOT IN (SELECT n.contact_id FROM member_now AS n)

-- name: entered
-- The events of those who are in a segment and were not before.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at)
SELECT n.contact_id, :kind, :key, :now, :now, :now
FROM member_now AS n
WHERE n.contact_id NOT IN (SELECT s.contact_id FROM silent AS s)
  AND NOT EXISTS (
    SELECT 1 FROM segment_member AS m
    WHERE m.segment_id = :id AND m.contact_id = n.contact_id)
ORDER BY n.contact_id

-- name: add-members
-- They are in it from now on.
INSERT INTO segment_member (segment_id, contact_id)
SELECT :id, n.contact_id FROM member_now AS n WHERE true
ON CONFLICT DO NOTHING
