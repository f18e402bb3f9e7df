-- name: place
-- Where the engine stands: last tick, last event absorbed.
SELECT DISTINCT watermark, event_cursor FROM engine

-- name: standing
-- The last tick of anybody, and the event up to which everything is absorbed; nothing before any.
SELECT MAX(watermark), MIN(event_cursor) FROM engine HAVING COUNT(*) > 0

-- name: advance-place
-- The end of a tick.
UPDATE engine SET watermark = :now, event_cursor = :upto

-- name: last-event
-- The last of the new events that this tick absorbs.
SELECT COALESCE(MAX(id), :after) FROM event WHERE id > :after

-- name: new-kinds
-- What kinds of new event there are.
SELECT DISTINCT kind FROM event WHERE id > :after AND id <= :upto AND origin <> 'historic' AND contact_id IS NOT NULL

-- name: more-events
-- Are there events beyond these?
SELECT 1 FROM event WHERE id > :upto LIMIT 1

-- name: clear-period
-- Forgets the bounds of the last instant.
DELETE FROM period

-- name: put-period
-- One period's bounds in one zone.
INSERT INTO period (id, zone_id, lo, hi) VALUES (:id, :zone, :lo, :hi) ON CONFLICT DO NOTHING

-- name: clear-touched
-- Nobody yet.
DELETE FROM touched

-- name: fill-touched
-- The contacts of the new events.
INSERT INTO touched (contact_id)
SELECT DISTINCT contact_id FROM event
WHERE id > :after AND id <= :upto AND origin <> 'historic' AND contact_id IS NOT NULL

-- name: touched-bounds
-- The least and the greatest contact of the new events.
SELECT COALESCE((SELECT MIN(contact_id) FROM touched), 1), COALESCE((SELECT MAX(contact_id) FROM touched), 0)

-- name: set-contact-aside
-- One contact whose data no statement can digest.
INSERT INTO quarantine (stage, contact_id, reason, at)
SELECT 'condition', contact_id, :reason, :now FROM touched WHERE contact_id = :id

-- name: clear-watchers
-- Nobody yet.
DELETE FROM watchers

-- name: fill-watchers
-- The contacts of the runs that watch a condition at one step.
INSERT INTO watchers (contact_id)
SELECT DISTINCT n.contact_id FROM watching AS w JOIN enrollment AS n ON n.id = w.enrollment_id
WHERE w.node_id = :base + :number

-- name: watchers-bounds
-- The least and the greatest of them.
SELECT (SELECT MIN(contact_id) FROM watchers), (SELECT MAX(contact_id) FROM watchers)

-- name: unwatch-contact
-- One contact about whom the condition says nothing.
DELETE FROM watching WHERE node_id = :base + :number AND enrollment_id IN (
    SELECT n.id FROM enrollment AS n WHERE n.contact_id = :contact)

-- name: clear-ready
-- Nobody yet.
DELETE FROM ready

-- name: due-end
-- The last waiting run that one transaction takes, when there are more than it takes.
SELECT due, enrollment_id FROM waiting WHERE due <= :now ORDER BY due, enrollment_id LIMIT 1 OFFSET :offset

-- name: ready-due
-- Waiting runs whose time has come.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT w.node_id, w.enrollment_id, w.due,
    CASE WHEN n.kind IN ('wait_event', 'wait_condition') THEN 'timeout' ELSE 'elapsed' END
FROM waiting AS w JOIN node AS n ON n.id = w.node_id
WHERE (w.due, w.enrollment_id) <= (:due, :run)

-- name: unwait-due
-- They wait no longer.
DELETE FROM waiting WHERE (due, enrollment_id) <= (:due, :run)

-- name: waiting-due
-- Is anybody due?
SELECT 1 FROM waiting WHERE due <= :now LIMIT 1

-- name: unwait-ready
-- Those who are ready no longer wait.
DELETE FROM waiting WHERE (due, enrollment_id) IN (
    SELECT n.due, n.id FROM ready AS r CROSS JOIN enrollment AS n
    WHERE n.id = r.enrollment_id AND n.due IS NOT NULL)

-- name: next-node
-- The next step, in topological order, at which anybody is ready.
SELECT MIN(node_id) FROM ready WHERE node_id > :node

-- name: node-bounds
-- The least and greatest run ready at a step.
SELECT (SELECT MIN(enrollment_id) FROM ready WHERE node_id = :node),
    (SELECT MAX(enrollment_id) FROM ready WHERE node_id = :node)

-- name: node-of
-- The version and number of a step.
SELECT version_id, number FROM node WHERE id = :node

-- name: next-due
-- The next instant at which anybody is due.
SELECT MIN(due) FROM waiting

-- name: watching-any
-- Does anybody watch a condition?
SELECT 1 FROM watching LIMIT 1
