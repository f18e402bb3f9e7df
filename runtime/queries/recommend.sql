-- name: wishes
-- What the messages of a batch want recommended, one row for each message and block.
CREATE TEMP TABLE IF NOT EXISTS recommend_wish (
    n INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL,
    pool INTEGER NOT NULL,
    size INTEGER NOT NULL
);

-- name: pools
-- The kinds of wish there are: a store, a category, a variant; none given means any.
CREATE TEMP TABLE IF NOT EXISTS recommend_pool (
    pool INTEGER PRIMARY KEY,
    store TEXT,
    category TEXT,
    variant TEXT
);

-- name: candidates
-- The products that fit a kind of wish, and how many were sold lately.
CREATE TEMP TABLE IF NOT EXISTS recommend_candidate (
    pool INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    sold INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (pool, product_id)
) WITHOUT ROWID;

-- name: bought
-- What the contacts of the batch have bought, ever.
CREATE TEMP TABLE IF NOT EXISTS recommend_bought (
    product_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    PRIMARY KEY (product_id, contact_id)
) WITHOUT ROWID;

-- name: together
-- How many people lately bought both of two products, the first of them bought in the batch.
CREATE TEMP TABLE IF NOT EXISTS recommend_together (
    seed INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (seed, product_id)
) WITHOUT ROWID;

-- name: clear-wishes
-- Forgets the last batch.
DELETE FROM recommend_wish;

-- name: clear-pools
-- Forgets its kinds of wish.
DELETE FROM recommend_pool;

-- name: clear-candidates
-- Forgets what was for sale then.
DELETE FROM recommend_candidate;

-- name: clear-bought
-- Forgets what those contacts had bought.
DELETE FROM recommend_bought;

-- name: clear-together
-- Forgets what went with it.
DELETE FROM recommend_together;

-- name: wish
-- Notes one wish.
INSERT INTO recommend_wish (n, contact_id, pool, size) VALUES (:n, :contact, :pool, :size);

-- name: pool
-- Notes one kind of wish.
INSERT INTO recommend_pool (pool, store, category, variant)
VALUES (:pool, :store, :category, :variant);

-- name: find-candidates
-- Every product that can be had and fits, the best sellers of the last days first. GR-22, GR-24
INSERT INTO recommend_candidate (pool, product_id, sold, place)
SELECT fits.pool, fits.product_id, fits.sold,
    ROW_NUMBER() OVER (PARTITION BY fits.pool ORDER BY fits.sold DESC, fits.product_id)
FROM (
    SELECT w.pool, p.id AS product_id, COALESCE(sale.sold, 0) AS sold
    FROM recommend_pool AS w
    JOIN product AS p ON p.stock IS NULL OR p.stock > 0
    JOIN store AS s ON s.id = p.store_id
    LEFT JOIN (
        SELECT l.product_id, SUM(l.quantity) AS sold
        FROM orders AS o
        JOIN order_line AS l ON l.order_id = o.id
        WHERE o.counted = 1 AND o.placed_at BETWEEN :since AND :now
        GROUP BY l.product_id
    ) AS sale ON sale.product_id = p.id
    WHERE (w.store IS NULL OR s.name = w.store)
      AND (w.category IS NULL OR EXISTS (
        SELECT 1 FROM product_category AS c
        WHERE c.fold_category = w.category AND c.product_id = p.id
      ))
      AND (w.variant IS NULL OR EXISTS (
        SELECT 1 FROM product_variant AS v
        WHERE v.fold_name = w.variant AND v.product_id = p.id
      ))
) AS fits;

-- name: find-bought
-- What these contacts have bought. GR-23
INSERT INTO recommend_bought (product_id, contact_id)
SELECT DISTINCT l.product_id, o.contact_id
FROM (SELECT DISTINCT w.contact_id FROM recommend_wish AS w) AS w
JOIN orders AS o ON o.contact_id = w.contact_id
JOIN order_line AS l ON l.order_id = o.id
WHERE o.counted = 1 AND l.product_id IS NOT NULL;

-- name: find-together
-- What else people bought who lately bought one of those.
INSERT INTO recommend_together (seed, product_id, people)
SELECT buyer.seed, l.product_id, COUNT(DISTINCT buyer.contact_id)
FROM (
    SELECT DISTINCT seed.product_id AS seed, o.contact_id
    FROM (SELECT DISTINCT b.product_id FROM recommend_bought AS b) AS seed
    JOIN order_line AS l ON l.product_id = seed.product_id
    JOIN orders AS o ON o.id = l.order_id
    WHERE o.counted = 1 AND o.contact_id IS NOT NULL AND o.placed_at BETWEEN :since AND :now
) AS buyer
JOIN orders AS o ON o.contact_id = buyer.contact_id
JOIN order_line AS l ON l.order_id = o.id
WHERE o.counted = 1 AND o.placed_at BETWEEN :since AND :now
  AND l.product_id IS NOT NULL AND l.product_id <> buyer.seed
GROUP BY buyer.seed, l.product_id;

-- name: choose
-- For each wish the products that go best with what the contact bought, then the best sellers;
-- ties by the product; never one that she has. GR-23, GR-24
SELECT ranked.n, p.id, s.name, p.key, p.name, p.vendor, p.url, p.image,
    COALESCE(v.price, p.price), COALESCE(p.currency, s.currency)
FROM (
    SELECT found.n, found.pool, found.product_id, found.size,
        ROW_NUMBER() OVER (
            PARTITION BY found.n
            ORDER BY SUM(found.people) DESC, MAX(found.sold) DESC, found.product_id
        ) AS place
    FROM (
        SELECT w.n, w.contact_id, w.pool, w.size, c.product_id, t.people, c.sold
        FROM recommend_wish AS w
        JOIN recommend_bought AS b ON b.contact_id = w.contact_id
        JOIN recommend_together AS t ON t.seed = b.product_id
        JOIN recommend_candidate AS c ON c.pool = w.pool AND c.product_id = t.product_id
        UNION ALL
        SELECT w.n, w.contact_id, w.pool, w.size, c.product_id, 0, c.sold
        FROM recommend_wish AS w
        JOIN recommend_candidate AS c ON c.pool = w.pool AND c.sold > 0 AND c.place <= :most
    ) AS found
    WHERE NOT EXISTS (
        SELECT 1 FROM recommend_bought AS b
        WHERE b.product_id = found.product_id AND b.contact_id = found.contact_id
    )
    GROUP BY found.n, found.pool, found.product_id, found.size
) AS ranked
JOIN product AS p ON p.id = ranked.product_id
JOIN store AS s ON s.id = p.store_id
JOIN recommend_pool AS w ON w.pool = ranked.pool
LEFT JOIN product_variant AS v ON v.product_id = p.id AND v.fold_name = w.variant
WHERE ranked.place <= ranked.size
ORDER BY ranked.n, ranked.place;
