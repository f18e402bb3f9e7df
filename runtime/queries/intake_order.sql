-- name: clear
-- Empties the staging table.
DELETE FROM intake_order

-- name: stage
-- One order as told.
INSERT INTO intake_order (
    n, store_id, key, contact_key, placed_at, moment, currency, total, financial_status,
    fulfillment_status, cancelled_at, discount_code, fold_discount_code, line_count
)
VALUES (
    :n, :store_id, :key, :contact_key, :placed_at, :moment, :currency, :total, :financial_status,
    :fulfillment_status, :cancelled_at, :discount_code, :fold_discount_code, :line_count
)

-- name: find-contacts
-- Whose orders they are.
UPDATE intake_order
SET contact_id = c.id
FROM contact AS c
WHERE c.key = intake_order.contact_key

-- name: of-strangers
-- Orders of people who are no contacts. GR-03
SELECT n, contact_key
FROM intake_order
WHERE contact_key IS NOT NULL AND contact_id IS NULL
ORDER BY n

-- name: drop-of-strangers
-- Takes those away.
DELETE FROM intake_order
WHERE contact_key IS NOT NULL AND contact_id IS NULL

-- name: staged
-- Which rows are left.
SELECT n
FROM intake_order

-- name: find
-- Which ones are here already, and in which states.
UPDATE intake_order
SET
    order_id = o.id,
    was_financial_status = o.financial_status,
    was_fulfillment_status = o.fulfillment_status,
    was_cancelled_at = o.cancelled_at
FROM orders AS o
WHERE o.store_id = intake_order.store_id AND o.key = intake_order.key

-- name: insert
-- Those that are not here yet.
INSERT INTO orders (
    store_id, key, contact_id, placed_at, currency, total, financial_status, fulfillment_status,
    cancelled_at, discount_code, fold_discount_code, historic
)
SELECT
    store_id, key, contact_id, placed_at, currency, total, financial_status, fulfillment_status,
    cancelled_at, discount_code, fold_discount_code, :historic
FROM intake_order
WHERE order_id IS NULL
ORDER BY n

-- name: find-new
-- Which ones those became.
UPDATE intake_order
SET order_id = o.id, is_new = 1
FROM orders AS o
WHERE intake_order.order_id IS NULL
  AND o.store_id = intake_order.store_id
  AND o.key = intake_order.key

-- name: mark-changed
-- Those that are here, and of which something else is told now.
UPDATE intake_order
SET changed = 1
FROM orders AS o
WHERE o.id = intake_order.order_id
  AND intake_order.is_new = 0
  AND (
    coalesce(intake_order.contact_id, o.contact_id) IS DISTINCT FROM o.contact_id
    OR intake_order.placed_at <> o.placed_at
    OR intake_order.currency <> o.currency
    OR intake_order.total <> o.total
    OR coalesce(intake_order.financial_status, o.financial_status)
        IS DISTINCT FROM o.financial_status
    OR coalesce(intake_order.fulfillment_status, o.fulfillment_status)
        IS DISTINCT FROM o.fulfillment_status
    OR coalesce(intake_order.cancelled_at, o.cancelled_at) IS DISTINCT FROM o.cancelled_at
    OR coalesce(intake_order.fold_discount_code, o.fold_discount_code)
        IS DISTINCT FROM o.fold_discount_code
  )

-- name: update
-- Writes what changed; what is not told stays. SYNC-85
UPDATE orders
SET
    contact_id = coalesce(s.contact_id, orders.contact_id),
    placed_at = s.placed_at,
    currency = s.currency,
    total = s.total,
    financial_status = coalesce(s.financial_status, orders.financial_status),
    fulfillment_status = coalesce(s.fulfillment_status, orders.fulfillment_status),
    cancelled_at = coalesce(s.cancelled_at, orders.cancelled_at),
    discount_code = coalesce(s.discount_code, orders.discount_code),
    fold_discount_code = coalesce(s.fold_discount_code, orders.fold_discount_code)
FROM intake_order AS s
WHERE orders.id = s.order_id AND s.is_new = 0 AND s.changed = 1

-- name: mark-by-line
-- Those whose lines changed.
UPDATE intake_order SET changed = 1
WHERE order_id IN (SELECT l.order_id FROM intake_order_line AS l WHERE l.state > 0)

-- name: mark-by-surplus
-- Those that had more lines.
UPDATE intake_order SET changed = 1
WHERE line_count > 0
  AND EXISTS (
    SELECT 1
    FROM order_line AS l
    WHERE l.order_id = intake_order.order_id AND l.line_no > intake_order.line_count
  )

-- name: surplus-lines
-- Takes away the lines that an order told with its lines no longer has.
DELETE FROM order_line
WHERE (order_id, line_no) IN (
    SELECT l.order_id, l.line_no
    FROM intake_order AS s
    JOIN order_line AS l ON l.order_id = s.order_id
    WHERE s.line_count > 0 AND l.line_no > s.line_count
)

-- name: recount-units
-- How many things each order has whose lines were told and changed.
UPDATE orders
SET units = (SELECT coalesce(sum(l.quantity), 0) FROM order_line AS l WHERE l.order_id = orders.id)
WHERE id IN (
    SELECT s.order_id
    FROM intake_order AS s
    WHERE s.line_count > 0 AND s.changed = 1
)

-- name: recount
-- Which of them count, by the rule of their store, as `deploy.recount` has it. SEG-24, AMB-04
UPDATE orders
SET counted = CASE
    WHEN orders.cancelled_at IS NOT NULL THEN 0
    WHEN t.counted <> 'paid' THEN 1
    WHEN orders.financial_status = 'paid' THEN 1
    ELSE 0
END
FROM intake_order AS s
JOIN store AS t ON t.id = s.store_id
WHERE orders.id = s.order_id AND (s.is_new = 1 OR s.changed = 1)

-- name: close-carts
-- The carts that these orders came from. SP-59
UPDATE cart SET status = 'ordered'
WHERE status = 'open'
  AND id IN (
    SELECT c.id
    FROM intake_order AS s
    JOIN orders AS o ON o.id = s.order_id
    JOIN cart AS c ON c.contact_id = o.contact_id AND c.store_id = o.store_id
    WHERE c.updated_at <= o.placed_at
  )

-- name: ordered
-- The event of every new order.
INSERT INTO event (
    contact_id, kind, store_id, ref, at, moment, received_at, dedupe, origin
)
SELECT
    contact_id, :kind, store_id, order_id, placed_at, moment, :now,
    'order:' || store_id || ':ordered:' || key, :origin
FROM intake_order
WHERE is_new = 1
ORDER BY n
ON CONFLICT DO NOTHING

-- name: reached
-- The event of every order that is now in one of a group of states, and was not; once per order.
INSERT INTO event (
    contact_id, kind, store_id, ref, at, moment, received_at, dedupe, origin
)
SELECT
    o.contact_id, :kind, o.store_id, o.id, :now, :moment, :now,
    'order:' || o.store_id || ':' || :kind || ':' || o.key, :origin
FROM intake_order AS s
JOIN orders AS o ON o.id = s.order_id
WHERE (s.is_new = 1 OR s.changed = 1)
  AND (
    (
        :kind = 'order_paid'
        AND o.financial_status = 'paid'
        AND coalesce(s.was_financial_status, '') <> 'paid'
    )
    OR (
        :kind = 'order_refunded'
        AND o.financial_status IN ('partially_refunded', 'refunded')
        AND coalesce(s.was_financial_status, '') NOT IN ('partially_refunded', 'refunded')
    )
    OR (
        :kind = 'order_shipped'
        AND o.fulfillment_status IN ('fulfilled', 'shipped')
        AND coalesce(s.was_fulfillment_status, '') NOT IN ('fulfilled', 'shipped')
    )
    OR (
        :kind = 'order_cancelled'
        AND o.cancelled_at IS NOT NULL
        AND s.was_cancelled_at IS NULL
    )
  )
ORDER BY s.n
ON CONFLICT DO NOTHING

-- name: count
-- How many were added, and how many changed.
SELECT coalesce(sum(is_new), 0), coalesce(sum(CASE WHEN is_new = 0 THEN changed ELSE 0 END), 0)
FROM intake_order
