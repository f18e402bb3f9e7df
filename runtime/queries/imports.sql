-- name: begin
-- The place of an import, from the beginning unless it is known.
INSERT INTO import_progress (digest, what, settings, path, started_at)
VALUES (:digest, :what, :settings, :path, :now)
ON CONFLICT (digest, what, settings) DO UPDATE SET path = excluded.path

-- name: place
-- How far an import is.
SELECT
    id, finished_at, records, added, changed, unchanged, refused, partial, products_added,
    contacts_added, refused_bytes
FROM import_progress
WHERE digest = :digest AND what = :what AND settings = :settings

-- name: advance
-- Notes how far an import is now.
UPDATE import_progress
SET
    records = :records,
    added = :added,
    changed = :changed,
    unchanged = :unchanged,
    refused = :refused,
    partial = :partial,
    products_added = :products_added,
    contacts_added = :contacts_added,
    refused_bytes = :refused_bytes
WHERE id = :id

-- name: finish
-- Notes that an import is at the end of its file.
UPDATE import_progress SET finished_at = :now
WHERE id = :id

-- name: zone
-- The name of the audience's own time zone.
SELECT name
FROM zone
WHERE id = 0
