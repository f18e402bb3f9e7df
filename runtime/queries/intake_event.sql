-- name: clear
-- Empties the staging table.
DELETE FROM intake_event

-- name: stage
-- One event as told.
INSERT INTO intake_event (
    n, dedupe, digest, contact_key, kind, subject, store_id, product_key, order_key, at, moment,
    properties, folded
)
VALUES (
    :n, :dedupe, :digest, :contact_key, :kind, :subject, :store_id, :product_key, :order_key, :at, :moment,
    :properties, :folded
)

-- name: any-spent
-- Were there ever events that are here no longer?
SELECT 1 FROM spent_key LIMIT 1

-- name: drop-spent
-- Takes those away that were here before: told again, they change nothing.
DELETE FROM intake_event
WHERE digest IN (SELECT k.digest FROM spent_key AS k)

-- name: find-contacts
-- Whose events they are.
UPDATE intake_event
SET contact_id = c.id
FROM contact AS c
WHERE c.key = intake_event.contact_key

-- name: of-strangers
-- Events of people who are no contacts. GR-03
SELECT n, contact_key
FROM intake_event
WHERE contact_key IS NOT NULL AND contact_id IS NULL
ORDER BY n

-- name: drop-of-strangers
-- Takes those away.
DELETE FROM intake_event
WHERE contact_key IS NOT NULL AND contact_id IS NULL

-- name: find
-- Which ones are here already.
UPDATE intake_event
SET event_id = e.id
FROM event AS e
WHERE e.dedupe = intake_event.dedupe

-- name: clashing
-- Events whose id is already that of something else.
SELECT s.n
FROM intake_event AS s
JOIN event AS e ON e.id = s.event_id
WHERE e.contact_id IS DISTINCT FROM s.contact_id OR e.kind <> s.kind OR e.at <> s.at
ORDER BY s.n

-- name: stubs
-- The products of the events that are not here.
SELECT s.store_id, s.product_key, NULL
FROM intake_event AS s
LEFT JOIN product AS p ON p.store_id = s.store_id AND p.key = s.product_key
WHERE s.product_key IS NOT NULL AND s.event_id IS NULL AND p.id IS NULL
ORDER BY s.n

-- name: insert
-- Those that are not here yet.
INSERT INTO event (
    contact_id, kind, subject, store_id, ref, at, moment, received_at, dedupe, origin, properties,
    folded
)
SELECT
    s.contact_id, s.kind, s.subject, s.store_id, coalesce(p.id, o.id), s.at, s.moment, :now,
    s.dedupe, :origin, s.properties, s.folded
FROM intake_event AS s
LEFT JOIN product AS p ON p.store_id = s.store_id AND p.key = s.product_key
LEFT JOIN orders AS o ON o.store_id = s.store_id AND o.key = s.order_key
WHERE s.event_id IS NULL
ORDER BY s.n
ON CONFLICT DO NOTHING

-- name: low-stock
-- What was put into a cart just now and is low in stock. SP-51, SP-52
INSERT INTO event (contact_id, kind, store_id, ref, at, moment, received_at, dedupe, origin)
SELECT s.contact_id, :kind, s.store_id, p.id, s.at, s.moment, :now, 'low:' || s.dedupe, :origin
FROM intake_event AS s
JOIN product AS p ON p.store_id = s.store_id AND p.key = s.product_key
JOIN store AS t ON t.id = s.store_id
WHERE s.event_id IS NULL
  AND s.kind = :added
  AND s.contact_id IS NOT NULL
  AND p.stock BETWEEN 1 AND t.low_stock
ORDER BY s.n
ON CONFLICT DO NOTHING
