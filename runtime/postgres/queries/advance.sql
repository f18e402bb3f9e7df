-- name: queue-up
-- Places are given out by one lane at a time, until it commits.
SELECT 1 FROM pg_advisory_xact_lock(1245466961)
