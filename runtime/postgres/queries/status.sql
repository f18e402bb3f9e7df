-- name: crew
-- Who shares the audience: since when, when last seen, with how many of the 64 lanes; and nobody for
-- the lanes whose worker is gone.
SELECT COALESCE(w.name, '-'), w.started_at, w.seen_at, COUNT(l.shard)
FROM worker AS w
FULL JOIN (
    SELECT shard, CASE WHEN lease_until >= engine_now() THEN worker END AS worker FROM lane
) AS l ON l.worker = w.name
WHERE w.seen_at >= engine_now() - 600000 OR (w.name IS NULL AND EXISTS (SELECT 1 FROM engine))
GROUP BY w.name, w.started_at, w.seen_at
ORDER BY 1
