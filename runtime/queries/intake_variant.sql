-- name: clear
-- Empties the staging table.
DELETE FROM intake_variant

-- name: stage
-- One variant of one product as told.
INSERT INTO intake_variant (n, fold_name, name, sku, price, price_with_tax)
VALUES (:n, :fold_name, :name, :sku, :price, :price_with_tax)
ON CONFLICT DO NOTHING

-- name: drop
-- Takes away the variants of products whose variants are told anew.
DELETE FROM product_variant
WHERE product_id IN (
    SELECT s.product_id
    FROM intake_product AS s
    WHERE EXISTS (SELECT 1 FROM intake_variant AS v WHERE v.n = s.n)
)

-- name: add
-- Gives every product its variants.
INSERT INTO product_variant (product_id, fold_name, name, sku, price, price_with_tax)
SELECT s.product_id, v.fold_name, v.name, v.sku, v.price, v.price_with_tax
FROM intake_variant AS v
JOIN intake_product AS s ON s.n = v.n
WHERE s.product_id IS NOT NULL
ON CONFLICT DO NOTHING
