-- name: clear-batch
-- Nobody yet.
DELETE FROM batch

-- name: fill-batch
-- The contacts of the runs ready at one step, between two run ids.
INSERT INTO batch (contact_id)
SELECT DISTINCT n.contact_id
FROM ready AS r JOIN enrollment AS n ON n.id = r.enrollment_id
WHERE r.node_id = :node AND r.enrollment_id BETWEEN :low AND :high

-- name: clear-moving
-- Nobody yet.
DELETE FROM moving

-- name: clear-dated
-- Nobody yet.
DELETE FROM dated

-- name: date-due
-- They rest until their date.
UPDATE moving SET due = d.due
FROM dated AS d
WHERE d.enrollment_id = moving.enrollment_id AND d.due >= d.at

-- name: date-over
-- Those without a date, or whose date is past, go on at once.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT :base + :number, enrollment_id, at, CASE WHEN due IS NULL THEN 'no_date' ELSE 'past' END
FROM dated WHERE due IS NULL OR due < at
ON CONFLICT DO NOTHING

-- name: log
-- Every edge that the runs cross.
INSERT INTO step_log (enrollment_id, seq, from_node, to_node, edge, at)
SELECT m.enrollment_id, m.seq + s.position, s.from_node, s.to_node, s.edge, m.at
FROM moving AS m JOIN path_step AS s ON s.node_id = :node AND s.path = m.path

-- name: archive
-- The runs that come to an end.
INSERT INTO enrollment_archive (id, journey_id, version_id, contact_id, event_id, ref, entered_at, ended_at, node_id, seq, reason)
SELECT n.id, n.journey_id, n.version_id, n.contact_id, n.event_id, n.ref, n.entered_at, m.at, p.to_node, n.seq + p.steps, p.ends
FROM moving AS m
JOIN path AS p ON p.node_id = :node AND p.path = m.path
JOIN enrollment AS n ON n.id = m.enrollment_id
WHERE p.ends IS NOT NULL

-- name: remove
-- They are no longer in progress.
DELETE FROM enrollment WHERE id IN (
    SELECT m.enrollment_id FROM moving AS m JOIN path AS p ON p.node_id = :node AND p.path = m.path
    WHERE p.ends IS NOT NULL)

-- name: suppress-exits
-- The marketing messages of runs that exit here, and that have not left, stay here.
UPDATE outbox SET state = 'suppressed', reason = 'exit', lease_until = NULL, settled_at = :now
WHERE state IN ('queued', 'leased') AND purpose IN ('marketing', 'cart')
  AND enrollment_id IN (SELECT m.enrollment_id FROM moving AS m WHERE m.path < :exits)

-- name: move
-- The others rest at their next step.
UPDATE enrollment SET node_id = p.to_node, seq = enrollment.seq + p.steps, arrived_at = m.at, due = m.due
FROM moving AS m
JOIN path AS p ON p.node_id = :node AND p.path = m.path
WHERE enrollment.id = m.enrollment_id AND p.ends IS NULL
  AND enrollment.id IN (SELECT enrollment_id FROM moving)

-- name: ready-now
-- Those whose next due instant has come already go on in the same tick.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT p.to_node, m.enrollment_id, m.due,
    CASE WHEN n.kind IN ('wait_event', 'wait_condition') THEN 'timeout'
         WHEN n.kind IN ('wait', 'wait_until', 'wait_date') THEN 'elapsed' ELSE 'next' END
FROM moving AS m
JOIN path AS p ON p.node_id = :node AND p.path = m.path
JOIN node AS n ON n.id = p.to_node
WHERE m.due <= :now AND p.ends IS NULL
ON CONFLICT DO NOTHING

-- name: wait
-- The others wait until they are due.
INSERT INTO waiting (due, enrollment_id, node_id)
SELECT m.due, m.enrollment_id, p.to_node
FROM moving AS m
JOIN path AS p ON p.node_id = :node AND p.path = m.path
WHERE m.due > :now AND p.ends IS NULL
  AND NOT EXISTS (SELECT 1 FROM ready AS r WHERE r.node_id = p.to_node AND r.enrollment_id = m.enrollment_id)

-- name: watch
-- Those who wait for a condition that time alone can satisfy.
INSERT INTO watching (node_id, enrollment_id)
SELECT p.to_node, m.enrollment_id
FROM moving AS m
JOIN path AS p ON p.node_id = :node AND p.path = m.path
WHERE p.to_node = :base + :number AND p.ends IS NULL
  AND NOT EXISTS (SELECT 1 FROM ready AS r WHERE r.node_id = p.to_node AND r.enrollment_id = m.enrollment_id)

-- name: unwatch
-- Those who leave a condition wait.
DELETE FROM watching WHERE node_id = :node AND enrollment_id IN (SELECT enrollment_id FROM moving)

-- name: quarantine
-- One run that no statement can digest: set aside, with the reason.
INSERT INTO quarantine (stage, enrollment_id, contact_id, node_id, reason, at)
SELECT 'advance', id, contact_id, node_id, :reason, :now FROM enrollment WHERE id = :id

-- name: keep-aside
-- It goes on where it stood when somebody releases it.
INSERT INTO held_run (enrollment_id, node_id, at, edge, reason)
SELECT enrollment_id, node_id, at, edge, 'quarantine' FROM ready
WHERE node_id = :node AND enrollment_id = :id
ON CONFLICT (enrollment_id) DO NOTHING

-- name: unwatch-aside
-- It watches no longer, or it would be put aside at every tick.
DELETE FROM watching WHERE node_id = :node AND enrollment_id = :id

-- name: set-aside
-- It is no longer ready.
DELETE FROM ready WHERE node_id = :node AND enrollment_id = :id

-- name: held-any
-- Is anybody held?
SELECT 1 FROM held_run LIMIT 1

-- name: ready-released
-- Those released since the last tick go on.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT node_id, enrollment_id, at, edge FROM held_run WHERE reason = 'released'
ON CONFLICT DO NOTHING

-- name: forget-released
-- They are held no longer.
DELETE FROM held_run WHERE reason = 'released'

-- name: unready-held
-- Who is held stays, whatever has come.
DELETE FROM ready WHERE enrollment_id IN (SELECT enrollment_id FROM held_run)

-- name: hold
-- Everybody ready at a step that is paused, or whose journey is. STEP-05, STEP-06
INSERT INTO held_run (enrollment_id, node_id, at, edge, reason)
SELECT enrollment_id, node_id, at, edge, 'paused' FROM ready WHERE node_id = :node

-- name: unwatch-held
-- They watch no longer: what they watched for has come.
DELETE FROM watching
WHERE node_id = :node AND enrollment_id IN (SELECT enrollment_id FROM ready WHERE node_id = :node)

-- name: unready
-- They do not go on.
DELETE FROM ready WHERE node_id = :node

-- name: queue-up
-- Places are given out by one writer at a time: here there is no other.
SELECT 1

-- name: admit
-- The next places at a step, to those ready there who have none: in the order in which they came,
-- then of their numbers. STEP-70
INSERT INTO admitted (journey_id, step_key, contact_id, place)
SELECT :journey, :key, q.contact_id, q.place
FROM (
    SELECT n.contact_id, ROW_NUMBER() OVER (ORDER BY MIN(r.at), n.contact_id) + (
        SELECT COALESCE(MAX(f.place), 0) FROM admitted AS f
        WHERE f.journey_id = :journey AND f.step_key = :key) AS place
    FROM ready AS r JOIN enrollment AS n ON n.id = r.enrollment_id
    WHERE r.node_id = :node AND NOT EXISTS (
        SELECT 1 FROM admitted AS f
        WHERE f.journey_id = :journey AND f.step_key = :key AND f.contact_id = n.contact_id)
    GROUP BY n.contact_id) AS q
WHERE q.place <= :limit
