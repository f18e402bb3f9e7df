-- name: damaged
-- The server sorts texts otherwise than when its indexes were made: `REINDEX DATABASE`, then `ALTER
-- DATABASE … REFRESH COLLATION VERSION`.
SELECT d.datname || ': ' || d.datcollversion || ', now '
    || pg_database_collation_actual_version(d.oid)
FROM pg_database AS d
WHERE d.datname = current_database()
  AND d.datcollversion IS DISTINCT FROM pg_database_collation_actual_version(d.oid)
UNION
SELECT c.collname || ': ' || COALESCE(c.collversion, '-') || ', now '
    || COALESCE(pg_collation_actual_version(c.oid), '-')
FROM pg_attribute AS a
JOIN pg_class AS r ON r.oid = a.attrelid
JOIN pg_collation AS c ON c.oid = a.attcollation
WHERE r.relnamespace = current_schema()::regnamespace AND c.collprovider <> 'd'
  AND c.collversion IS DISTINCT FROM pg_collation_actual_version(c.oid)
LIMIT %(most)s
