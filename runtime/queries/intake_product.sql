-- name: clear
-- Empties the staging table.
DELETE FROM intake_product

-- name: stage
-- One product as told.
INSERT INTO intake_product (
    n, store_id, key, fold_key, name, fold_name, vendor, fold_vendor, url, image, price, currency,
    stock
)
VALUES (
    :n, :store_id, :key, :fold_key, :name, :fold_name, :vendor, :fold_vendor, :url, :image, :price,
    :currency, :stock
)

-- name: find
-- Which ones are here already.
UPDATE intake_product
SET product_id = p.id
FROM product AS p
WHERE p.store_id = intake_product.store_id AND p.key = intake_product.key

-- name: insert
-- Those that are not here yet.
INSERT INTO product (
    store_id, key, fold_key, name, fold_name, vendor, fold_vendor, url, image, price, currency,
    stock
)
SELECT
    store_id, key, fold_key, name, fold_name, vendor, fold_vendor, url, image, price, currency,
    stock
FROM intake_product
WHERE product_id IS NULL
ORDER BY n

-- name: find-new
-- Which ones those became.
UPDATE intake_product
SET product_id = p.id, is_new = 1
FROM product AS p
WHERE intake_product.product_id IS NULL
  AND p.store_id = intake_product.store_id
  AND p.key = intake_product.key

-- name: mark-changed
-- Those that are here, and of which something else is told now.
UPDATE intake_product
SET changed = 1
FROM product AS p
WHERE p.id = intake_product.product_id
  AND intake_product.is_new = 0
  AND (
    coalesce(intake_product.name, p.name) IS DISTINCT FROM p.name
    OR coalesce(intake_product.vendor, p.vendor) IS DISTINCT FROM p.vendor
    OR coalesce(intake_product.url, p.url) IS DISTINCT FROM p.url
    OR coalesce(intake_product.image, p.image) IS DISTINCT FROM p.image
    OR coalesce(intake_product.price, p.price) IS DISTINCT FROM p.price
    OR coalesce(intake_product.currency, p.currency) IS DISTINCT FROM p.currency
    OR coalesce(intake_product.stock, p.stock) IS DISTINCT FROM p.stock
  )

-- name: mark-by-category
-- Those that have other categories now.
UPDATE intake_product SET changed = 1
WHERE EXISTS (SELECT 1 FROM intake_category AS c WHERE c.n = intake_product.n)
  AND (
    EXISTS (
        SELECT 1
        FROM intake_category AS c
        WHERE c.n = intake_product.n
          AND NOT EXISTS (
            SELECT 1
            FROM product_category AS h
            WHERE h.product_id = intake_product.product_id AND h.fold_category = c.fold_category
          )
    )
    OR EXISTS (
        SELECT 1
        FROM product_category AS h
        WHERE h.product_id = intake_product.product_id
          AND NOT EXISTS (
            SELECT 1
            FROM intake_category AS c
            WHERE c.n = intake_product.n AND c.fold_category = h.fold_category
          )
    )
  )

-- name: update
-- Writes what changed; what is not told stays. SYNC-85
UPDATE product
SET
    name = coalesce(s.name, product.name),
    fold_name = coalesce(s.fold_name, product.fold_name),
    vendor = coalesce(s.vendor, product.vendor),
    fold_vendor = coalesce(s.fold_vendor, product.fold_vendor),
    url = coalesce(s.url, product.url),
    image = coalesce(s.image, product.image),
    price = coalesce(s.price, product.price),
    currency = coalesce(s.currency, product.currency),
    stock = coalesce(s.stock, product.stock)
FROM intake_product AS s
WHERE product.id = s.product_id AND s.is_new = 0 AND s.changed = 1

-- name: sell-out
-- Those of which nothing is left.
UPDATE product SET sold_out = 1
FROM intake_product AS s
WHERE product.id = s.product_id AND product.sold_out = 0 AND product.stock <= 0

-- name: back-in-stock
-- For whoever put one into a cart while it was low, and has not bought it since. SP-53, SP-54
INSERT INTO event (contact_id, kind, store_id, ref, at, moment, received_at, origin)
SELECT DISTINCT e.contact_id, :kind, p.store_id, p.id, :now, :moment, :now, :origin
FROM intake_product AS s
CROSS JOIN product AS p
CROSS JOIN store AS t
CROSS JOIN event AS e
WHERE p.id = s.product_id
  AND t.id = p.store_id
  AND p.sold_out = 1
  AND p.stock > t.low_stock
  AND e.ref = p.id
  AND e.kind = 'low_stock_added_to_cart'
  AND NOT EXISTS (
    SELECT 1
    FROM orders AS o
    JOIN order_line AS l ON l.order_id = o.id
    WHERE o.contact_id = e.contact_id
      AND o.counted = 1
      AND o.placed_at >= e.at
      AND l.product_id = p.id
  )
ORDER BY p.id, e.contact_id

-- name: restock
-- Those that are back in stock.
UPDATE product SET sold_out = 0
FROM intake_product AS s, store AS t
WHERE product.id = s.product_id
  AND t.id = product.store_id
  AND product.sold_out = 1
  AND product.stock > t.low_stock

-- name: drop-categories
-- Takes away the categories that a product no longer has; none told means that it keeps them.
DELETE FROM product_category
WHERE (fold_category, product_id) IN (
    SELECT h.fold_category, h.product_id
    FROM intake_product AS s
    JOIN product_category AS h ON h.product_id = s.product_id
    WHERE EXISTS (SELECT 1 FROM intake_category AS c WHERE c.n = s.n)
      AND NOT EXISTS (
        SELECT 1
        FROM intake_category AS c
        WHERE c.n = s.n AND c.fold_category = h.fold_category
      )
)

-- name: add-categories
-- Gives every product its categories.
INSERT INTO product_category (fold_category, product_id, category)
SELECT c.fold_category, s.product_id, c.category
FROM intake_category AS c
JOIN intake_product AS s ON s.n = c.n
WHERE s.product_id IS NOT NULL
ON CONFLICT DO NOTHING

-- name: count
-- How many were added, and how many changed.
SELECT coalesce(sum(is_new), 0), coalesce(sum(CASE WHEN is_new = 0 THEN changed ELSE 0 END), 0)
FROM intake_product

-- name: add-stub
-- A product that something speaks of, by its id.
INSERT INTO product (store_id, key, fold_key, name, fold_name)
VALUES (:store_id, :key, :fold_key, :name, :fold_name)
