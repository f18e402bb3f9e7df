-- name: queue-up
-- Places are given out by one lane at a time, until it commits.
SELECT 1 FROM pg_advisory_xact_lock(1245466961)

-- name: suppress-exits
-- The marketing messages of runs that exit here, found by the runs: there may be few of them, and
-- many messages.
UPDATE outbox SET state = 'suppressed', reason = 'exit', lease_until = NULL, settled_at = %(now)s
WHERE state IN ('queued', 'leased') AND purpose IN ('marketing', 'cart')
  AND enrollment_id = ANY(ARRAY(SELECT m.enrollment_id FROM moving AS m WHERE m.path < %(exits)s))
