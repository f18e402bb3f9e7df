-- name: misplaced
-- A run rests elsewhere, or since another instant, than its last line says.
SELECT r.id, r.node_id, l.to_node, r.arrived_at, l.at
FROM enrollment AS r
JOIN step_log AS l ON l.enrollment_id = r.id AND l.seq = r.seq
WHERE (r.node_id <> l.to_node OR r.arrived_at <> l.at) AND NOT EXISTS (
    SELECT 1
    FROM node AS a
    JOIN journey_version AS v ON v.id = a.version_id
    JOIN node AS b ON b.id = r.node_id
    JOIN journey_version AS w ON w.id = b.version_id
    JOIN control AS c ON c.journey_id = w.journey_id AND c.what = 'moved'
    WHERE a.id = l.to_node AND v.journey_id = w.journey_id AND v.id <> w.id
      AND ((a.key = b.key AND r.arrived_at = l.at) OR (b.number = 0 AND r.arrived_at >= l.at)))
ORDER BY r.id
LIMIT :most

-- name: misbegun
-- A run without a line does not rest at its start since it began.
SELECT r.id, n.number, r.entered_at, r.arrived_at
FROM enrollment AS r LEFT JOIN node AS n ON n.id = r.node_id
WHERE r.seq = 0 AND (n.id IS NULL OR n.number <> 0 OR r.arrived_at < r.entered_at)
ORDER BY r.id
LIMIT :most

-- name: misfiled
-- A finished run ended elsewhere, or at another instant, than its last line says. Only who was held
-- at a step that archives ends later than she came there.
SELECT r.id, r.node_id, l.to_node, r.ended_at, l.at
FROM enrollment_archive AS r
LEFT JOIN step_log AS l ON l.enrollment_id = r.id AND l.seq = r.seq
LEFT JOIN node AS n ON n.id = r.node_id
WHERE l.seq IS NULL OR r.node_id <> l.to_node OR r.ended_at < l.at
   OR (r.ended_at > l.at AND (n.kind IS NULL OR n.kind <> 'archive'))
ORDER BY r.id
LIMIT :most

-- name: misdated
-- A run began before the event that let it in had come, or the event is another contact's.
SELECT r.id, r.event_id, r.entered_at, e.moment
FROM (
    SELECT id, contact_id, event_id, entered_at FROM enrollment
    UNION ALL
    SELECT id, contact_id, event_id, entered_at FROM enrollment_archive
) AS r
LEFT JOIN event AS e ON e.id = r.event_id
WHERE r.event_id IS NOT NULL
  AND (e.id IS NULL OR e.moment > r.entered_at OR e.contact_id <> r.contact_id)
ORDER BY r.id
LIMIT :most

-- name: forgotten
-- A run that must go on at an instant is not among those that wait: nothing will ever move it.
SELECT r.id, r.node_id, r.due
FROM enrollment AS r
LEFT JOIN waiting AS w ON w.due = r.due AND w.enrollment_id = r.id
LEFT JOIN held_run AS h ON h.enrollment_id = r.id
WHERE r.due IS NOT NULL AND w.due IS NULL AND h.enrollment_id IS NULL
ORDER BY r.id
LIMIT :most

-- name: stranded
-- A run rests where nothing can come for it: it waits for no event, condition, time or release.
SELECT r.id, r.node_id, n.kind
FROM enrollment AS r
LEFT JOIN node AS n ON n.id = r.node_id
LEFT JOIN held_run AS h ON h.enrollment_id = r.id
WHERE r.due IS NULL AND h.enrollment_id IS NULL
  AND (n.id IS NULL OR n.kind NOT IN ('wait_event', 'wait_condition'))
ORDER BY r.id
LIMIT :most

-- name: waiting-elsewhere
-- A wait is of a run that is over, or at another step, or due at another instant, than its own.
SELECT w.enrollment_id, w.node_id, w.due, r.node_id, r.due
FROM waiting AS w LEFT JOIN enrollment AS r ON r.id = w.enrollment_id
WHERE r.id IS NULL OR r.node_id <> w.node_id OR r.due IS NULL OR r.due <> w.due
ORDER BY w.enrollment_id
LIMIT :most

-- name: watching-elsewhere
-- A condition is watched for a run that is over, or at another step.
SELECT w.enrollment_id, w.node_id, r.node_id
FROM watching AS w LEFT JOIN enrollment AS r ON r.id = w.enrollment_id
WHERE r.id IS NULL OR r.node_id <> w.node_id
ORDER BY w.enrollment_id
LIMIT :most

-- name: held-elsewhere
-- A run is held that is over, or at another step, or waits all the same.
SELECT h.enrollment_id, h.node_id, r.node_id
FROM held_run AS h
LEFT JOIN enrollment AS r ON r.id = h.enrollment_id
LEFT JOIN waiting AS w ON w.due = r.due AND w.enrollment_id = r.id
WHERE r.id IS NULL OR r.node_id <> h.node_id OR w.due IS NOT NULL
ORDER BY h.enrollment_id
LIMIT :most

-- name: overdue
-- A run should have gone on more than two leases ago, and its lane has ticked since. A catch-up
-- that was interrupted looks like this too: let `jalon run --once` finish it first.
SELECT w.enrollment_id, w.node_id, w.due, g.watermark
FROM waiting AS w
CROSS JOIN (SELECT NULLIF(COUNT(*), 0) AS shards FROM engine) AS all_of_them
JOIN engine AS g ON g.shard = w.enrollment_id % all_of_them.shards
WHERE w.due < g.watermark - :patience AND w.due < :now - :patience
ORDER BY w.due, w.enrollment_id
LIMIT :most

-- name: lane-behind
-- A lane has not ticked for more than two leases, though others have, and nobody is at work on it:
-- nothing of its people goes on. `jalon run` takes it over.
SELECT g.shard, g.watermark, latest.watermark
FROM engine AS g
CROSS JOIN (SELECT MAX(watermark) AS watermark FROM engine) AS latest
WHERE g.watermark < latest.watermark - :patience
ORDER BY g.shard
LIMIT :most

-- name: passed-over
-- An event came more than two leases before the last tick of its lane, and none has looked at it.
SELECT e.id, e.contact_id, e.kind, e.received_at, g.watermark
FROM event AS e
CROSS JOIN (SELECT NULLIF(COUNT(*), 0) AS shards FROM engine) AS all_of_them
JOIN engine AS g ON g.shard = e.contact_id % all_of_them.shards
WHERE e.id > g.event_cursor AND e.received_at < g.watermark - :patience
ORDER BY e.id
LIMIT :most

