-- name: next-message
-- The next instant after now at which a message may leave; the first test is there for the index.
SELECT MIN(not_before) FROM outbox
WHERE state IN ('queued', 'leased', 'handoff') AND state = 'queued' AND not_before > :now
