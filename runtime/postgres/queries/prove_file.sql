-- name: damaged
-- The server sorts texts otherwise than when its indexes were made: `REINDEX DATABASE`, then `ALTER
-- DATABASE … REFRESH COLLATION VERSION`.
SELECT d.datname || ': ' || d.datcollversion || ', now '
    || pg_database_collation_actual_version(d.oid)
FROM pg_database AS d
WHERE d.datname = current_database()
  AND d.datcollversion IS DISTINCT FROM pg_database_collation_actual_version(d.oid)
LIMIT %(most)s

-- name: pointing-nowhere
-- A rule by which rows speak of others does not hold for all of them.
SELECT k.conrelid::regclass::text, k.confrelid::regclass::text, 1, 0
FROM pg_constraint AS k
JOIN pg_namespace AS s ON s.oid = k.connamespace
WHERE k.contype = 'f' AND NOT k.convalidated AND s.nspname = current_schema()
ORDER BY 1, 2
LIMIT %(most)s
