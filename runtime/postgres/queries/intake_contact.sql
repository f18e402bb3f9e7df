-- name: hold
-- Whose they are, locked in the order of their numbers until this is committed.
SELECT c.id
FROM contact AS c
WHERE c.key IN (SELECT s.key FROM intake_contact AS s)
ORDER BY c.id
FOR NO KEY UPDATE OF c
