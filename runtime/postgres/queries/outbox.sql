-- name: contact-columns
-- The columns of the contacts, the declared fields included, in their order.
SELECT a.attname
FROM pg_attribute AS a
WHERE a.attrelid = 'contact'::regclass AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum

-- name: hold
-- The contacts of the rows in hand, locked in the order of their numbers until this is committed.
SELECT c.id
FROM contact AS c
WHERE c.id IN (
    SELECT o.contact_id
    FROM outbox_work AS w
    JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
)
ORDER BY c.id
FOR NO KEY UPDATE OF c
