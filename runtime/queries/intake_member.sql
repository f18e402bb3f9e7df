-- name: clear
-- Empties the staging table.
DELETE FROM intake_member

-- name: stage
-- One contact and the tag or group she gets or loses.
INSERT INTO intake_member (n, value, name, key)
VALUES (:n, :value, :name, :key)
ON CONFLICT DO NOTHING

-- name: find
-- Who they are.
UPDATE intake_member
SET contact_id = c.id
FROM contact AS c
WHERE c.key = intake_member.key

-- name: find-among-contacts
-- Who they are, among the contacts of the same call.
UPDATE intake_member
SET contact_id = c.contact_id
FROM intake_contact AS c
WHERE c.n = intake_member.n

-- name: unknown
-- Rows that speak of nobody here.
SELECT n, key
FROM intake_member
WHERE contact_id IS NULL
ORDER BY n

-- name: mark-untagged
-- Who lacks the tag.
UPDATE intake_member SET changed = 1
WHERE contact_id IS NOT NULL
  AND NOT EXISTS (
    SELECT 1
    FROM contact_tag AS t
    WHERE t.tag = intake_member.value AND t.contact_id = intake_member.contact_id
  )

-- name: mark-tagged
-- Who has the tag.
UPDATE intake_member SET changed = 1
WHERE EXISTS (
    SELECT 1
    FROM contact_tag AS t
    WHERE t.tag = intake_member.value AND t.contact_id = intake_member.contact_id
)

-- name: mark-outside
-- Who is not in the group.
UPDATE intake_member SET changed = 1
WHERE contact_id IS NOT NULL
  AND NOT EXISTS (
    SELECT 1
    FROM contact_group AS g
    WHERE g.grp = intake_member.value AND g.contact_id = intake_member.contact_id
  )

-- name: mark-inside
-- Who is in the group.
UPDATE intake_member SET changed = 1
WHERE EXISTS (
    SELECT 1
    FROM contact_group AS g
    WHERE g.grp = intake_member.value AND g.contact_id = intake_member.contact_id
)

-- name: event
-- The events of those who changed.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin)
SELECT contact_id, :kind, value, :now, :moment, :now, :origin
FROM intake_member
WHERE changed = 1
ORDER BY n, value

-- name: tag
-- Tags them.
INSERT INTO contact_tag (tag, contact_id, name, at)
SELECT value, contact_id, name, :now
FROM intake_member
WHERE changed = 1
ON CONFLICT DO NOTHING

-- name: untag
-- Takes the tag away.
DELETE FROM contact_tag
WHERE (tag, contact_id) IN (
    SELECT m.value, m.contact_id
    FROM intake_member AS m
    WHERE m.changed = 1
)

-- name: join
-- Puts them into the group.
INSERT INTO contact_group (grp, contact_id, at)
SELECT value, contact_id, :now
FROM intake_member
WHERE changed = 1
ON CONFLICT DO NOTHING

-- name: leave
-- Takes them out of the group.
DELETE FROM contact_group
WHERE (grp, contact_id) IN (
    SELECT m.value, m.contact_id
    FROM intake_member AS m
    WHERE m.changed = 1
)

-- name: count
-- How many contacts changed.
SELECT count(DISTINCT contact_id)
FROM intake_member
WHERE changed = 1
