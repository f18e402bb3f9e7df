-- name: clear
-- Empties the staging table.
DELETE FROM intake_value

-- name: stage
-- One contact's value of one declared field as told.
INSERT INTO intake_value (n, field, key, text_value, folded, number_value)
VALUES (:n, :field, :key, :text_value, :folded, :number_value)

-- name: find
-- Who they are.
UPDATE intake_value
SET contact_id = c.id
FROM contact AS c
WHERE c.key = intake_value.key

-- name: find-among-contacts
-- Who they are, among the contacts of the same call.
UPDATE intake_value
SET contact_id = c.contact_id
FROM intake_contact AS c
WHERE c.n = intake_value.n

-- name: unknown
-- Rows that speak of nobody here.
SELECT n, key
FROM intake_value
WHERE contact_id IS NULL
ORDER BY n

-- name: mark-changed
-- Which values are others than they were.
UPDATE intake_value SET changed = 1
WHERE contact_id IS NOT NULL
  AND (text_value IS DISTINCT FROM was_text OR number_value IS DISTINCT FROM was_number)

-- name: changes
-- What changed, as it is compared: letter case alone is no change. SP-28
SELECT contact_id, field, was_text, was_number, text_value, number_value
FROM intake_value
WHERE changed = 1
  AND (folded IS DISTINCT FROM was_folded OR number_value IS DISTINCT FROM was_number)
ORDER BY n, field

-- name: event
-- One changed field.
INSERT INTO event (
    contact_id, kind, subject, at, moment, received_at, origin, properties, folded
)
VALUES (:contact_id, :kind, :subject, :now, :moment, :now, :origin, :properties, :folded)

-- name: touch
-- Their information changed now.
UPDATE contact SET changed_at = :now
WHERE id IN (SELECT v.contact_id FROM intake_value AS v WHERE v.changed = 1)

-- name: count
-- How many contacts changed.
SELECT count(DISTINCT contact_id)
FROM intake_value
WHERE changed = 1
