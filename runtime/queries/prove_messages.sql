-- name: crossed-not-written
-- A step that sends something was crossed, and there is no row of it in the outbox.
SELECT l.enrollment_id, l.seq, l.from_node
FROM step_log AS l
JOIN node AS n ON n.id = l.from_node
LEFT JOIN outbox AS o ON o.enrollment_id = l.enrollment_id AND o.node_id = l.from_node
WHERE n.kind IN ('send', 'webhook', 'notify') AND l.edge <> 'exit' AND o.enrollment_id IS NULL
ORDER BY l.enrollment_id, l.seq
LIMIT :most

-- name: written-not-crossed
-- There is a row in the outbox whose step was never crossed by the run, or at another instant.
SELECT o.enrollment_id, o.node_id, o.queued_at, l.at
FROM outbox AS o
LEFT JOIN (
    SELECT s.enrollment_id, s.from_node, MIN(s.at) AS at
    FROM step_log AS s
    WHERE s.edge <> 'exit'
    GROUP BY s.enrollment_id, s.from_node
) AS l ON l.enrollment_id = o.enrollment_id AND l.from_node = o.node_id
WHERE o.enrollment_id > 0 AND (l.at IS NULL OR l.at <> o.queued_at)
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: not-as-many
-- As many messages are not in the outbox, over all states, as were sent on their way by a step.
SELECT t.journey, t.node_id, SUM(t.crossed), SUM(t.written)
FROM (
    SELECT v.journey_id AS journey, n.id AS node_id, 1 AS crossed, 0 AS written
    FROM step_log AS l
    JOIN node AS n ON n.id = l.from_node
    JOIN journey_version AS v ON v.id = n.version_id
    WHERE n.kind IN ('send', 'webhook', 'notify') AND l.edge <> 'exit'
    UNION ALL
    SELECT v.journey_id, n.id, 0, 1
    FROM outbox AS o
    JOIN node AS n ON n.id = o.node_id
    JOIN journey_version AS v ON v.id = n.version_id
    WHERE o.enrollment_id > 0 AND o.state IN ('queued', 'leased', 'handoff', 'accepted', 'unknown',
        'refused', 'suppressed', 'expired', 'dead')
) AS t
GROUP BY t.journey, t.node_id
HAVING SUM(t.crossed) <> SUM(t.written)
ORDER BY t.node_id
LIMIT :most

-- name: another-story
-- The last attempt of a message ended otherwise than its state says.
SELECT o.enrollment_id, o.node_id, o.state, a.outcome
FROM outbox AS o
LEFT JOIN attempt AS a ON a.enrollment_id = o.enrollment_id AND a.node_id = o.node_id
    AND a.number = o.attempt
WHERE o.state IN ('accepted', 'refused', 'unknown') AND COALESCE(o.reason, '') <> 'resolved'
  AND (a.outcome IS NULL OR NOT (
    (o.state = 'accepted' AND a.outcome IN ('accepted', 'unknown', 'retry', 'unreached'))
    OR (o.state = 'refused' AND a.outcome IN ('refused', 'unknown', 'retry', 'unreached'))
    OR (o.state = 'unknown' AND a.outcome = 'unknown')
    OR (o.state = 'unknown'
        AND a.outcome IN ('retry', 'unreached', 'refused', 'failed', 'crashed')
        AND EXISTS (
            SELECT 1 FROM attempt AS b
            WHERE b.enrollment_id = o.enrollment_id AND b.node_id = o.node_id
              AND b.outcome = 'unknown'))))
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: over-in-doubt
-- A message is refused or given up, though nobody knows of an earlier attempt whether it arrived.
SELECT o.enrollment_id, o.node_id, o.state, a.number
FROM attempt AS a
JOIN outbox AS o ON o.enrollment_id = a.enrollment_id AND o.node_id = a.node_id
WHERE a.outcome = 'unknown' AND a.number < o.attempt AND o.state IN ('refused', 'dead')
  AND NOT EXISTS (
    SELECT 1 FROM outbox_move AS m
    WHERE m.enrollment_id = a.enrollment_id AND m.node_id = a.node_id
      AND m.attempt >= a.number AND m.reason = 'resolved')
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: taken-and-not-accepted
-- The other side took a message, and its state says something else.
SELECT o.enrollment_id, o.node_id, o.state, a.number
FROM attempt AS a
JOIN outbox AS o ON o.enrollment_id = a.enrollment_id AND o.node_id = a.node_id
WHERE a.outcome = 'accepted' AND o.state <> 'accepted'
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: accepted-untold
-- A message was accepted, and there is no event of it.
WITH told AS MATERIALIZED (
    SELECT e.dedupe FROM event AS e WHERE e.dedupe >= 'sent:' AND e.dedupe < 'sent;'
)
SELECT o.enrollment_id, o.node_id, o.channel
FROM outbox AS o
LEFT JOIN told ON told.dedupe = 'sent:' || o.enrollment_id || ':' || o.node_id
WHERE o.state = 'accepted' AND o.purpose <> 'internal' AND told.dedupe IS NULL
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: told-not-accepted
-- There is an event of a message that was sent, and the message was not accepted.
WITH sent AS MATERIALIZED (
    SELECT 'sent:' || o.enrollment_id || ':' || o.node_id AS dedupe
    FROM outbox AS o WHERE o.state = 'accepted'
)
SELECT e.id, e.contact_id, e.dedupe
FROM event AS e
LEFT JOIN sent ON sent.dedupe = e.dedupe
WHERE e.dedupe >= 'sent:' AND e.dedupe < 'sent;' AND sent.dedupe IS NULL
ORDER BY e.id
LIMIT :most

-- name: abandoned
-- A message has been in somebody's hands for more than two leases after his was over, and its lane
-- has ticked since.
SELECT o.enrollment_id, o.node_id, o.state, o.lease_until, g.watermark
FROM outbox AS o
CROSS JOIN (SELECT NULLIF(COUNT(*), 0) AS shards FROM engine) AS all_of_them
JOIN engine AS g ON g.shard = o.contact_id % all_of_them.shards
WHERE o.state IN ('leased', 'handoff')
  AND o.lease_until < g.watermark - :patience AND o.lease_until < :now - :patience
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: impossible-state
-- A message is in a state that no legal way leads to: a lease nobody holds, an end without a time,
-- an answer though it was never handed off.
SELECT o.enrollment_id, o.node_id, o.state, o.attempt, o.lease_until, o.handed_at, o.settled_at
FROM outbox AS o
WHERE (o.state IN ('leased', 'handoff') AND (o.lease_until IS NULL OR o.attempt < 1))
   OR (o.state NOT IN ('leased', 'handoff') AND o.lease_until IS NOT NULL)
   OR (o.state IN ('handoff', 'accepted', 'unknown', 'refused') AND o.handed_at IS NULL)
   OR (o.state IN ('accepted', 'unknown', 'refused', 'expired', 'dead') AND o.settled_at IS NULL)
   OR (o.state = 'suppressed' AND o.settled_at IS NULL AND o.attempt > 0)
   OR (o.state = 'queued' AND o.settled_at IS NOT NULL)
   OR (o.state IN ('suppressed', 'expired', 'dead') AND o.reason IS NULL)
   OR o.handed_at < o.queued_at
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: after-the-answer
-- A message was tried again after an end, or marketing after an answer that never came, though
-- nobody had decided so.
SELECT a.enrollment_id, a.node_id, a.number, a.outcome
FROM attempt AS a
JOIN outbox AS o ON o.enrollment_id = a.enrollment_id AND o.node_id = a.node_id
WHERE o.attempt > a.number AND (
    a.outcome IN ('accepted', 'refused', 'suppressed')
    OR (a.outcome = 'unknown' AND o.purpose IN ('marketing', 'cart')))
  AND NOT EXISTS (
    SELECT 1 FROM decision AS d
    WHERE d.enrollment_id = a.enrollment_id AND d.node_id = a.node_id AND d.attempt = a.number)
ORDER BY a.enrollment_id, a.node_id, a.number
LIMIT :most

-- name: illegal-move
-- A message went from a state to one that does not follow it.
SELECT m.enrollment_id, m.node_id, m.number, m.origin, m.state
FROM (
    SELECT a.enrollment_id, a.node_id, a.number, a.origin, a.state
    FROM attempt AS a
    WHERE NOT (
        (a.origin = 'leased' AND a.state IN ('queued', 'suppressed', 'expired', 'dead', 'unknown'))
        OR (a.origin = 'handoff' AND a.state IN ('accepted', 'unknown', 'queued', 'refused', 'dead'))
        OR (a.origin IN ('unknown', 'queued') AND a.state IN ('accepted', 'refused')))
    UNION ALL
    SELECT v.enrollment_id, v.node_id, v.attempt, v.origin, v.state
    FROM outbox_move AS v
    WHERE NOT (
        (v.origin = 'queued' AND v.state IN ('suppressed', 'expired', 'accepted', 'refused'))
        OR (v.origin = 'unknown' AND v.state IN ('accepted', 'refused', 'queued'))
        OR (v.origin IN ('refused', 'expired', 'dead') AND v.state = 'queued' AND EXISTS (
            SELECT 1 FROM decision AS d
            WHERE d.enrollment_id = v.enrollment_id AND d.node_id = v.node_id
              AND d.attempt = v.attempt AND d.origin = v.origin AND d.state = 'queued')))
) AS m
ORDER BY m.enrollment_id, m.node_id, m.number
LIMIT :most

-- name: unfenced
-- A message was claimed more often than its epoch grew.
SELECT o.enrollment_id, o.node_id, o.attempt, o.epoch
FROM outbox AS o
WHERE o.epoch < o.attempt
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: leaving-after-exit
-- A marketing message of a run that left its journey can still leave. One that was on its way when
-- the run left, and came back, is stopped when it is about to leave again.
SELECT o.enrollment_id, o.node_id, o.state, a.ended_at
FROM enrollment_archive AS a
JOIN step_log AS l ON l.enrollment_id = a.id AND l.seq = a.seq AND l.edge = 'exit'
JOIN outbox AS o ON o.enrollment_id = a.id
WHERE o.purpose IN ('marketing', 'cart') AND o.state IN ('queued', 'leased')
  AND o.handed_at IS NULL
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: left-after-exit
-- A marketing message was handed off long after its run left its journey.
SELECT o.enrollment_id, o.node_id, o.state, a.ended_at, o.handed_at
FROM enrollment_archive AS a
JOIN step_log AS l ON l.enrollment_id = a.id AND l.seq = a.seq AND l.edge = 'exit'
JOIN outbox AS o ON o.enrollment_id = a.id
WHERE o.purpose IN ('marketing', 'cart') AND o.handed_at > a.ended_at + :patience
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: miscounted
-- The attempts of a message are not those that it counts; one under way has no line yet, nor has
-- one that ended because the run left.
SELECT o.enrollment_id, o.node_id, o.state, o.attempt, COALESCE(t.lines, 0)
FROM outbox AS o
LEFT JOIN (
    SELECT a.enrollment_id, a.node_id, COUNT(*) AS lines, MIN(a.number) AS first,
        MAX(a.number) AS last
    FROM attempt AS a GROUP BY a.enrollment_id, a.node_id
) AS t ON t.enrollment_id = o.enrollment_id AND t.node_id = o.node_id
WHERE COALESCE(t.first, 1) <> 1 OR COALESCE(t.last, 0) <> COALESCE(t.lines, 0)
   OR COALESCE(t.lines, 0) > o.attempt
   OR COALESCE(t.lines, 0) < o.attempt
        - CASE WHEN o.state IN ('leased', 'handoff', 'suppressed') THEN 1 ELSE 0 END
   OR (o.state IN ('leased', 'handoff') AND COALESCE(t.lines, 0) >= o.attempt)
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: attempts-of-nothing
-- There are attempts of a message that is not there.
SELECT a.enrollment_id, a.node_id, COUNT(*)
FROM attempt AS a
LEFT JOIN outbox AS o ON o.enrollment_id = a.enrollment_id AND o.node_id = a.node_id
WHERE o.enrollment_id IS NULL
GROUP BY a.enrollment_id, a.node_id
ORDER BY a.enrollment_id, a.node_id
LIMIT :most

-- name: hasty
-- A message is to be tried again earlier than its last attempt ended.
SELECT o.enrollment_id, o.node_id, o.not_before, a.at
FROM outbox AS o
JOIN attempt AS a ON a.enrollment_id = o.enrollment_id AND a.node_id = o.node_id
    AND a.number = o.attempt
WHERE o.state = 'queued' AND a.outcome IN ('retry', 'unreached', 'unknown')
  AND o.not_before < a.at
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: too-early
-- A message was tried again before the rest that the attempt before had asked for was over.
SELECT a.enrollment_id, a.node_id, a.number, p.again, a.at
FROM attempt AS a
JOIN attempt AS p ON p.enrollment_id = a.enrollment_id AND p.node_id = a.node_id
    AND p.number = a.number - 1
WHERE a.at < p.again AND NOT EXISTS (
    SELECT 1 FROM decision AS d
    WHERE d.enrollment_id = p.enrollment_id AND d.node_id = p.node_id AND d.attempt = p.number)
ORDER BY a.enrollment_id, a.node_id, a.number
LIMIT :most
