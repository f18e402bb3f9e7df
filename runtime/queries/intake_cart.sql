-- name: clear
-- Empties the staging table.
DELETE FROM intake_cart

-- name: stage
-- One cart as told.
INSERT INTO intake_cart (
    n, store_id, key, contact_key, updated_at, touched_at, moment, currency, total, checkout_url,
    deleted
)
VALUES (
    :n, :store_id, :key, :contact_key, :updated_at, :touched_at, :moment, :currency, :total,
    :checkout_url, :deleted
)

-- name: find-contacts
-- Whose carts they are.
UPDATE intake_cart
SET contact_id = c.id
FROM contact AS c
WHERE c.key = intake_cart.contact_key

-- name: of-strangers
-- Carts of people who are no contacts. GR-03
SELECT n, contact_key
FROM intake_cart
WHERE contact_key IS NOT NULL AND contact_id IS NULL
ORDER BY n

-- name: drop-of-strangers
-- Takes those away.
DELETE FROM intake_cart
WHERE contact_key IS NOT NULL AND contact_id IS NULL

-- name: find
-- Which ones are here already.
UPDATE intake_cart
SET cart_id = c.id
FROM cart AS c
WHERE c.store_id = intake_cart.store_id AND c.key = intake_cart.key

-- name: drop-late
-- News that are older than what is here say nothing.
DELETE FROM intake_cart
WHERE EXISTS (
    SELECT 1
    FROM cart AS c
    WHERE c.id = intake_cart.cart_id AND c.updated_at > intake_cart.updated_at
)

-- name: insert
-- Those that are not here yet.
INSERT INTO cart (
    store_id, key, contact_id, checkout_url, currency, total, updated_at, touched_at, historic
)
SELECT
    store_id, key, contact_id, checkout_url, currency, total, updated_at, touched_at, :historic
FROM intake_cart
WHERE cart_id IS NULL
ORDER BY n

-- name: find-new
-- Which ones those became.
UPDATE intake_cart
SET cart_id = c.id, is_new = 1, changed = 1
FROM cart AS c
WHERE intake_cart.cart_id IS NULL
  AND c.store_id = intake_cart.store_id
  AND c.key = intake_cart.key

-- name: mark-changed
-- Those that are here, and of which something else is told now.
UPDATE intake_cart
SET changed = 1
FROM cart AS c
WHERE c.id = intake_cart.cart_id
  AND (
    intake_cart.updated_at > c.updated_at
    OR coalesce(intake_cart.contact_id, c.contact_id) IS DISTINCT FROM c.contact_id
    OR coalesce(intake_cart.checkout_url, c.checkout_url) IS DISTINCT FROM c.checkout_url
    OR intake_cart.currency <> c.currency
    OR intake_cart.total <> c.total
    OR (intake_cart.deleted = 1 AND c.status <> 'deleted')
  )

-- name: mark-by-line
-- Those that have other lines now.
UPDATE intake_cart SET changed = 1
WHERE EXISTS (
    SELECT 1
    FROM intake_cart_line AS l
    WHERE l.n = intake_cart.n
      AND NOT EXISTS (
        SELECT 1
        FROM cart_line AS h
        WHERE h.cart_id = intake_cart.cart_id
          AND h.line_no = l.line_no
          AND h.product_id = l.product_id
          AND h.quantity = l.quantity
          AND h.unit_price IS NOT DISTINCT FROM l.unit_price
      )
)
OR EXISTS (
    SELECT 1
    FROM cart_line AS h
    WHERE h.cart_id = intake_cart.cart_id
      AND NOT EXISTS (
        SELECT 1
        FROM intake_cart_line AS l
        WHERE l.n = intake_cart.n AND l.line_no = h.line_no
      )
)

-- name: update
-- Writes what changed. A cart is ordered when an order of its contact and store is not older;
-- history reopens no cart and makes none younger.
UPDATE cart
SET
    contact_id = coalesce(s.contact_id, cart.contact_id),
    checkout_url = coalesce(s.checkout_url, cart.checkout_url),
    currency = s.currency,
    total = s.total,
    updated_at = s.updated_at,
    touched_at = CASE WHEN :historic = 1 THEN cart.touched_at ELSE s.touched_at END,
    historic = CASE WHEN :historic = 1 THEN cart.historic ELSE 0 END,
    status = CASE
        WHEN s.deleted = 1 THEN 'deleted'
        WHEN EXISTS (
            SELECT 1
            FROM orders AS o
            WHERE o.contact_id = coalesce(s.contact_id, cart.contact_id)
              AND o.store_id = s.store_id
              AND o.placed_at >= s.updated_at
        ) THEN 'ordered'
        WHEN :historic = 1 THEN cart.status
        ELSE 'open'
    END
FROM intake_cart AS s
WHERE cart.id = s.cart_id AND s.changed = 1

-- name: drop-lines
-- Takes the lines of the changed carts away.
DELETE FROM cart_line
WHERE cart_id IN (SELECT s.cart_id FROM intake_cart AS s WHERE s.changed = 1)

-- name: add-lines
-- Gives the changed carts the lines they have now.
INSERT INTO cart_line (cart_id, line_no, product_id, quantity, unit_price)
SELECT s.cart_id, l.line_no, l.product_id, l.quantity, l.unit_price
FROM intake_cart AS s
JOIN intake_cart_line AS l ON l.n = s.n
WHERE s.changed = 1

-- name: event
-- The event of every changed cart.
INSERT INTO event (contact_id, kind, store_id, ref, at, moment, received_at, origin)
SELECT c.contact_id, :kind, s.store_id, s.cart_id, s.updated_at, s.moment, :now, :origin
FROM intake_cart AS s
JOIN cart AS c ON c.id = s.cart_id
WHERE s.changed = 1
ORDER BY s.n

-- name: count
-- How many were added, and how many changed.
SELECT coalesce(sum(is_new), 0), coalesce(sum(CASE WHEN is_new = 0 THEN changed ELSE 0 END), 0)
FROM intake_cart
