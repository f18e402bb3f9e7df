-- name: journeys
-- Every journey with its runs: entered, in progress, of those waiting for a time, goals reached.
SELECT j.name, j.status, j.activated_at,
    (SELECT COUNT(*) FROM entry AS e WHERE e.journey_id = j.id),
    (SELECT COUNT(*) FROM enrollment AS n WHERE n.journey_id = j.id),
    (SELECT COUNT(*) FROM enrollment AS n WHERE n.journey_id = j.id AND n.due IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM held_run AS h WHERE h.enrollment_id = n.id)),
    (SELECT COUNT(*) FROM goal AS g WHERE g.journey_id = j.id)
FROM journey AS j
ORDER BY j.name

-- name: endings
-- How the finished runs ended.
SELECT j.name, a.reason, COUNT(*)
FROM enrollment_archive AS a JOIN journey AS j ON j.id = a.journey_id
GROUP BY j.name, a.reason
ORDER BY j.name, COUNT(*) DESC, a.reason

-- name: refusals
-- Why contacts were not let in.
SELECT j.name, r.reason, COUNT(*)
FROM refusal AS r JOIN journey AS j ON j.id = r.journey_id
GROUP BY j.name, r.reason
ORDER BY j.name, COUNT(*) DESC, r.reason

-- name: versions
-- The versions of a journey, the current one first.
SELECT v.id, v.id = j.version_id
FROM journey_version AS v JOIN journey AS j ON j.id = v.journey_id
WHERE j.name = :journey
ORDER BY v.id = j.version_id DESC, v.id DESC

-- name: passed
-- How many runs of one version left each step, and by which edge.
SELECT f.number, l.edge, COUNT(*)
FROM node AS f
JOIN step_log AS l ON l.from_node = f.id
WHERE f.version_id = :version
GROUP BY f.number, l.edge
ORDER BY f.number, COUNT(*) DESC, l.edge

-- name: resting
-- How many runs of one version are at each step.
SELECT d.number, COUNT(*)
FROM enrollment AS n JOIN node AS d ON d.id = n.node_id
WHERE n.version_id = :version
GROUP BY d.number

-- name: posted
-- The messages of one version by step and state.
SELECT d.number, o.state, COUNT(*)
FROM outbox AS o JOIN node AS d ON d.id = o.node_id
WHERE d.version_id = :version
GROUP BY d.number, o.state
ORDER BY d.number, o.state

-- name: outbox
-- All messages by channel, state and reason.
SELECT channel, state, reason, COUNT(*)
FROM outbox
GROUP BY channel, state, reason
ORDER BY channel, state, COUNT(*) DESC, reason

-- name: undelivered
-- What the other side said to messages that did not get through, or not yet.
SELECT o.channel, o.message, o.state, COALESCE(a.detail, o.reason, a.outcome), COUNT(*), MAX(a.at)
FROM outbox AS o
JOIN attempt AS a ON a.enrollment_id = o.enrollment_id AND a.node_id = o.node_id
    AND a.number = o.attempt
WHERE o.state IN ('queued', 'refused', 'unknown', 'dead') AND a.outcome NOT IN ('quiet', 'accepted')
GROUP BY o.channel, o.message, o.state, COALESCE(a.detail, o.reason, a.outcome)
ORDER BY COUNT(*) DESC, MAX(a.at) DESC, o.channel, o.message
LIMIT 20

-- name: quarantine
-- What was put aside, and why.
SELECT stage, reason, COUNT(*), MAX(at)
FROM quarantine
GROUP BY stage, reason
ORDER BY COUNT(*) DESC, stage, reason

-- name: audience
-- How many contacts there are, and how many events.
SELECT (SELECT COUNT(*) FROM contact WHERE erased_at IS NULL), (SELECT COUNT(*) FROM event)

-- name: crew
-- Who shares the audience: an embedded store has nobody but who has it open.
SELECT j.name, 0, 0, 0 FROM journey AS j WHERE j.id < 0
