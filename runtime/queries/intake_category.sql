-- name: clear
-- Empties the staging table.
DELETE FROM intake_category

-- name: stage
-- One category of one product as told.
INSERT INTO intake_category (n, fold_category, category)
VALUES (:n, :fold_category, :category)
ON CONFLICT DO NOTHING
