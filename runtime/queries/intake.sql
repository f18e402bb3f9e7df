-- name: watermark
-- The latest finished tick, or the beginning of time.
SELECT coalesce(max(watermark), 0)
FROM engine

-- name: stores
-- Every store: its id, its currency, and what people do there that is taken over.
SELECT name, id, currency, behaviour
FROM store

-- name: add-store
-- A store by its name, with the currency and rule it has from now on.
INSERT INTO store (name, currency, counted)
VALUES (:name, :currency, :counted)
ON CONFLICT (name) DO UPDATE SET currency = excluded.currency, counted = excluded.counted

-- name: zones
-- Every zone that contacts may have, by name; zone 0 is the audience's.
SELECT name, id
FROM zone
WHERE id > 0

-- name: add-zone
-- A zone by its IANA name.
INSERT INTO zone (name)
VALUES (:name)

-- name: program
-- The program that was deployed last.
SELECT ir
FROM program
ORDER BY deployed_at DESC, id DESC
LIMIT 1
