-- name: clear
-- Empties the staging table.
DELETE FROM intake_line

-- name: stage
-- One order line as told.
INSERT INTO intake_line (
    n, store_id, order_key, line_no, product_key, name, quantity, unit_price, total
)
VALUES (
    :n, :store_id, :order_key, :line_no, :product_key, :name, :quantity, :unit_price, :total
)

-- name: stage-currency
-- One currency's number of millionths in a minor unit.
INSERT INTO intake_currency (code, scale)
VALUES (:code, :scale)
ON CONFLICT DO NOTHING

-- name: clear-resolved
-- Empties the table of resolved lines.
DELETE FROM intake_order_line

-- name: resolve
-- Finds order and product of every line, its amounts, and whether it is here already.
INSERT INTO intake_order_line (
    n, order_id, line_no, product_id, quantity, unit_price, total, inexact, state
)
SELECT
    l.n, o.id, l.line_no, p.id, l.quantity,
    CASE WHEN l.unit_price % m.scale = 0 THEN l.unit_price / m.scale END,
    CASE WHEN l.total % m.scale = 0 THEN l.total / m.scale END,
    CASE WHEN l.unit_price % m.scale <> 0 OR l.total % m.scale <> 0 THEN 1 ELSE 0 END,
    CASE WHEN h.order_id IS NULL THEN 1 ELSE 0 END
FROM intake_line AS l
LEFT JOIN orders AS o ON o.store_id = l.store_id AND o.key = l.order_key
LEFT JOIN intake_currency AS m ON m.code = o.currency
LEFT JOIN product AS p ON p.store_id = l.store_id AND p.key = l.product_key
LEFT JOIN order_line AS h ON h.order_id = o.id AND h.line_no = l.line_no

-- name: stubs
-- The products of the resolved lines that are not here.
SELECT l.store_id, l.product_key, l.name
FROM intake_order_line AS r
JOIN intake_line AS l ON l.n = r.n
WHERE r.order_id IS NOT NULL AND r.product_id IS NULL AND l.product_key IS NOT NULL
ORDER BY l.n

-- name: without-order
-- Lines of orders that are not here.
SELECT r.n, l.order_key
FROM intake_order_line AS r
JOIN intake_line AS l ON l.n = r.n
WHERE r.order_id IS NULL
ORDER BY r.n

-- name: inexact
-- Lines with an amount that their order's currency cannot express.
SELECT r.n, o.currency
FROM intake_order_line AS r
JOIN orders AS o ON o.id = r.order_id
WHERE r.inexact = 1
ORDER BY r.n

-- name: mark-changed
-- Lines that are here and told otherwise now; an empty value does not erase a filled one. SYNC-85
UPDATE intake_order_line
SET state = 2
FROM order_line AS h
WHERE intake_order_line.state = 0
  AND h.order_id = intake_order_line.order_id
  AND h.line_no = intake_order_line.line_no
  AND (
    coalesce(intake_order_line.product_id, h.product_id) IS DISTINCT FROM h.product_id
    OR intake_order_line.quantity <> h.quantity
    OR coalesce(intake_order_line.unit_price, h.unit_price) IS DISTINCT FROM h.unit_price
    OR coalesce(intake_order_line.total, h.total) IS DISTINCT FROM h.total
  )

-- name: insert
-- The new ones.
INSERT INTO order_line (order_id, line_no, product_id, quantity, unit_price, total)
SELECT order_id, line_no, product_id, quantity, unit_price, total
FROM intake_order_line
WHERE state = 1 AND order_id IS NOT NULL
ORDER BY order_id, line_no

-- name: update
-- The changed ones.
UPDATE order_line
SET
    product_id = coalesce(r.product_id, order_line.product_id),
    quantity = r.quantity,
    unit_price = coalesce(r.unit_price, order_line.unit_price),
    total = coalesce(r.total, order_line.total)
FROM intake_order_line AS r
WHERE r.state = 2
  AND order_line.order_id = r.order_id
  AND order_line.line_no = r.line_no

-- name: recount-units
-- How many things each of those orders has.
UPDATE orders
SET units = (SELECT coalesce(sum(l.quantity), 0) FROM order_line AS l WHERE l.order_id = orders.id)
WHERE id IN (
    SELECT r.order_id
    FROM intake_order_line AS r
    WHERE r.order_id IS NOT NULL AND r.state > 0
)

-- name: count
-- How many were added, and how many changed.
SELECT
    coalesce(sum(CASE WHEN state = 1 THEN 1 ELSE 0 END), 0),
    coalesce(sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), 0)
FROM intake_order_line
WHERE order_id IS NOT NULL
