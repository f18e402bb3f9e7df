-- name: clear
-- Empties the staging table.
DELETE FROM intake_cart_line

-- name: stage
-- One line of a cart as told.
INSERT INTO intake_cart_line (
    n, line_no, store_id, product_key, name, quantity, unit_price
)
VALUES (:n, :line_no, :store_id, :product_key, :name, :quantity, :unit_price)

-- name: stubs
-- The products of the lines that are not here.
SELECT l.store_id, l.product_key, l.name
FROM intake_cart AS s
JOIN intake_cart_line AS l ON l.n = s.n
LEFT JOIN product AS p ON p.store_id = l.store_id AND p.key = l.product_key
WHERE p.id IS NULL
ORDER BY l.n, l.line_no

-- name: find-products
-- What is in them.
UPDATE intake_cart_line
SET product_id = p.id
FROM product AS p
WHERE p.store_id = intake_cart_line.store_id AND p.key = intake_cart_line.product_key
