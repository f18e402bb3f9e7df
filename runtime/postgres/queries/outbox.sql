-- name: contact-columns
-- The columns of the contacts, the declared fields included, in their order.
SELECT a.attname
FROM pg_attribute AS a
WHERE a.attrelid = 'contact'::regclass AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum
