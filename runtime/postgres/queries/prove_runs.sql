-- name: epoch-of-nobody
-- A line was written by a right that nobody was ever given.
SELECT l.enrollment_id, l.seq, l.epoch
FROM step_log AS l
WHERE l.epoch > (SELECT MAX(epoch) FROM lane)
ORDER BY l.enrollment_id, l.seq
LIMIT %(most)s
