-- name: clear
-- Nobody yet.
DELETE FROM leaving

-- name: any
-- Does anybody leave?
SELECT 1 FROM leaving LIMIT 1

-- name: log
-- The last line of a run that leaves.
INSERT INTO step_log (enrollment_id, seq, from_node, to_node, edge, at)
SELECT n.id, n.seq + 1, n.node_id, n.node_id, 'exit', l.at
FROM leaving AS l CROSS JOIN enrollment AS n WHERE n.id = l.enrollment_id

-- name: unhold
-- It is held no longer.
DELETE FROM held_run WHERE enrollment_id IN (SELECT enrollment_id FROM leaving)

-- name: archive
-- A run that leaves is finished.
INSERT INTO enrollment_archive (id, journey_id, version_id, contact_id, event_id, ref, entered_at, ended_at, node_id, seq, reason)
SELECT n.id, n.journey_id, n.version_id, n.contact_id, n.event_id, n.ref, n.entered_at, l.at, n.node_id, n.seq + 1, l.reason
FROM leaving AS l CROSS JOIN enrollment AS n WHERE n.id = l.enrollment_id

-- name: unwait
-- It waits no longer.
DELETE FROM waiting WHERE (due, enrollment_id) IN (
    SELECT n.due, n.id FROM leaving AS l CROSS JOIN enrollment AS n WHERE n.id = l.enrollment_id AND n.due IS NOT NULL)

-- name: unwatch
-- It watches no longer.
DELETE FROM watching WHERE (node_id, enrollment_id) IN (
    SELECT n.node_id, n.id FROM leaving AS l CROSS JOIN enrollment AS n WHERE n.id = l.enrollment_id)

-- name: unready
-- It does not go on.
DELETE FROM ready WHERE (node_id, enrollment_id) IN (
    SELECT n.node_id, n.id FROM leaving AS l CROSS JOIN enrollment AS n WHERE n.id = l.enrollment_id)

-- name: remove
-- It is no longer in progress.
DELETE FROM enrollment WHERE id IN (SELECT enrollment_id FROM leaving)

-- name: suppress
-- Its marketing messages that have not left stay here. SP-59
UPDATE outbox SET state = 'suppressed', reason = 'exit', lease_until = NULL, settled_at = :now
WHERE state IN ('queued', 'leased') AND purpose IN ('marketing', 'cart')
  AND enrollment_id IN (SELECT enrollment_id FROM leaving)
