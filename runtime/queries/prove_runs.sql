-- name: entered-not-there
-- Somebody was let in, and there is no run of it, neither in progress nor finished, nor one that was
-- deleted when it had been kept long enough (its number is negative then).
SELECT e.journey_id, e.contact_id, e.enrollment_id
FROM entry AS e
LEFT JOIN enrollment AS n ON n.id = e.enrollment_id
LEFT JOIN enrollment_archive AS a ON a.id = e.enrollment_id
WHERE e.enrollment_id > 0 AND n.id IS NULL AND a.id IS NULL
ORDER BY e.enrollment_id
LIMIT :most

-- name: there-not-entered
-- There is a run that nobody was let in for.
SELECT r.journey_id, r.contact_id, r.id
FROM (
    SELECT id, journey_id, contact_id FROM enrollment
    UNION ALL
    SELECT id, journey_id, contact_id FROM enrollment_archive
) AS r
WHERE NOT EXISTS (
    SELECT 1 FROM entry AS e
    WHERE e.journey_id = r.journey_id AND e.contact_id = r.contact_id AND e.enrollment_id = r.id)
ORDER BY r.id
LIMIT :most

-- name: in-progress-and-finished
-- A run is in progress and finished at once.
SELECT n.journey_id, n.contact_id, n.id
FROM enrollment AS n JOIN enrollment_archive AS a ON a.id = n.id
ORDER BY n.id
LIMIT :most

-- name: unbalanced
-- More or fewer rest at a step than came to it and did not leave it. Where people were moved from
-- one version to another, each run is looked at by itself instead.
SELECT j.name, n.version_id, n.number, f.came, f.gone, f.here
FROM (
    SELECT g.node_id, SUM(g.came) AS came, SUM(g.gone) AS gone, SUM(g.here) AS here
    FROM (
        SELECT l.to_node AS node_id, 1 AS came, 0 AS gone, 0 AS here FROM step_log AS l
        UNION ALL
        SELECT l.from_node, 0, 1, 0 FROM step_log AS l
        UNION ALL
        SELECT b.id, 1, 0, 0
        FROM enrollment AS r JOIN node AS b ON b.version_id = r.version_id AND b.number = 0
        UNION ALL
        SELECT b.id, 1, 0, 0
        FROM enrollment_archive AS r JOIN node AS b ON b.version_id = r.version_id AND b.number = 0
        UNION ALL
        SELECT r.node_id, 0, 0, 1 FROM enrollment AS r
        UNION ALL
        SELECT r.node_id, 0, 0, 1 FROM enrollment_archive AS r
    ) AS g
    GROUP BY g.node_id
    HAVING SUM(g.came) - SUM(g.gone) <> SUM(g.here)
) AS f
JOIN node AS n ON n.id = f.node_id
JOIN journey_version AS v ON v.id = n.version_id
JOIN journey AS j ON j.id = v.journey_id
WHERE NOT EXISTS (SELECT 1 FROM control AS c WHERE c.journey_id = j.id AND c.what = 'moved')
ORDER BY n.id
LIMIT :most

-- name: gaps
-- The lines of a run are not numbered 1, 2, 3 and so on.
SELECT l.enrollment_id, COUNT(*), MIN(l.seq), MAX(l.seq)
FROM step_log AS l
GROUP BY l.enrollment_id
HAVING MIN(l.seq) <> 1 OR MAX(l.seq) <> COUNT(*) OR COUNT(DISTINCT l.seq) <> COUNT(*)
ORDER BY l.enrollment_id
LIMIT :most

-- name: miscounted
-- A run has taken another number of steps than it has lines.
SELECT r.id, r.seq, COALESCE(t.lines, 0)
FROM (
    SELECT id, seq FROM enrollment UNION ALL SELECT id, seq FROM enrollment_archive
) AS r
LEFT JOIN (
    SELECT l.enrollment_id, COUNT(*) AS lines FROM step_log AS l GROUP BY l.enrollment_id
) AS t ON t.enrollment_id = r.id
WHERE r.seq <> COALESCE(t.lines, 0)
ORDER BY r.id
LIMIT :most

-- name: runless-lines
-- There are lines of a run that is not there.
SELECT t.enrollment_id, t.lines
FROM (
    SELECT l.enrollment_id, COUNT(*) AS lines FROM step_log AS l GROUP BY l.enrollment_id
) AS t
LEFT JOIN enrollment AS n ON n.id = t.enrollment_id
LEFT JOIN enrollment_archive AS a ON a.id = t.enrollment_id
WHERE n.id IS NULL AND a.id IS NULL
ORDER BY t.enrollment_id
LIMIT :most

-- name: no-such-edge
-- An edge was crossed that the graph does not have.
SELECT t.run, t.from_node, t.to_node, t.edge, t.lines
FROM (
    SELECT MIN(l.enrollment_id) AS run, l.from_node, l.to_node, l.edge, COUNT(*) AS lines
    FROM step_log AS l
    WHERE NOT (l.edge = 'exit' AND l.from_node = l.to_node)
    GROUP BY l.from_node, l.to_node, l.edge
) AS t
LEFT JOIN (
    SELECT DISTINCT s.from_node, s.to_node, s.edge FROM path_step AS s
) AS g ON g.from_node = t.from_node AND g.to_node = t.to_node AND g.edge = t.edge
WHERE g.edge IS NULL
ORDER BY t.run
LIMIT :most

-- name: leaps
-- A line begins at another step than the one before ended at, though nobody was moved there.
SELECT l.enrollment_id, l.seq, p.to_node, l.from_node
FROM step_log AS l
JOIN step_log AS p ON p.enrollment_id = l.enrollment_id AND p.seq = l.seq - 1
WHERE l.from_node <> p.to_node AND NOT EXISTS (
    SELECT 1
    FROM node AS a
    JOIN journey_version AS v ON v.id = a.version_id
    JOIN node AS b ON b.id = l.from_node
    JOIN journey_version AS w ON w.id = b.version_id
    JOIN control AS c ON c.journey_id = w.journey_id AND c.what = 'moved'
    WHERE a.id = p.to_node AND v.journey_id = w.journey_id AND v.id <> w.id
      AND (a.key = b.key OR b.number = 0))
ORDER BY l.enrollment_id, l.seq
LIMIT :most

-- name: false-starts
-- The first line of a run does not begin at the start.
SELECT l.enrollment_id, l.from_node, l.edge
FROM step_log AS l LEFT JOIN node AS n ON n.id = l.from_node
WHERE l.seq = 1 AND (n.id IS NULL OR n.number <> 0)
ORDER BY l.enrollment_id
LIMIT :most

-- name: strangers
-- A run rests at a step of another version, or its version is of another journey.
SELECT r.id, r.version_id, r.node_id
FROM (
    SELECT id, journey_id, version_id, node_id FROM enrollment
    UNION ALL
    SELECT id, journey_id, version_id, node_id FROM enrollment_archive
) AS r
LEFT JOIN node AS n ON n.id = r.node_id
LEFT JOIN journey_version AS v ON v.id = r.version_id
WHERE n.id IS NULL OR v.id IS NULL OR n.version_id <> r.version_id OR v.journey_id <> r.journey_id
ORDER BY r.id
LIMIT :most

-- name: left-twice
-- A step was left twice by one run: two of its event, its time limit and its exit were obeyed.
SELECT l.enrollment_id, l.from_node, COUNT(*), MIN(l.edge), MAX(l.edge)
FROM step_log AS l
GROUP BY l.enrollment_id, l.from_node
HAVING COUNT(*) > 1
ORDER BY l.enrollment_id
LIMIT :most

-- name: after-the-exit
-- A run went on after it had ended.
SELECT l.enrollment_id, l.seq, l.edge
FROM step_log AS l
JOIN step_log AS p ON p.enrollment_id = l.enrollment_id AND p.seq = l.seq - 1
JOIN node AS n ON n.id = p.to_node
WHERE p.edge = 'exit' OR n.kind = 'end' OR (n.kind = 'archive' AND l.edge <> 'exit')
ORDER BY l.enrollment_id, l.seq
LIMIT :most

-- name: unfinished-ends
-- A run has ended by its lines and is still in progress, or the other way round.
SELECT r.id, r.finished, l.edge, n.kind
FROM (
    SELECT id, seq, 0 AS finished FROM enrollment
    UNION ALL
    SELECT id, seq, 1 FROM enrollment_archive
) AS r
JOIN step_log AS l ON l.enrollment_id = r.id AND l.seq = r.seq
JOIN node AS n ON n.id = l.to_node
LEFT JOIN held_run AS h ON h.enrollment_id = r.id
WHERE r.finished <> CASE WHEN l.edge = 'exit' OR n.kind IN ('end', 'archive') THEN 1 ELSE 0 END
  AND NOT (r.finished = 0 AND n.kind = 'archive' AND h.enrollment_id IS NOT NULL)
ORDER BY r.id
LIMIT :most

-- name: stale-epoch
-- A line was written with an older right than the line before it.
SELECT l.enrollment_id, l.seq, l.epoch, l.highest
FROM (
    SELECT s.enrollment_id, s.seq, s.epoch,
        MAX(s.epoch) OVER (PARTITION BY s.enrollment_id ORDER BY s.seq) AS highest
    FROM step_log AS s
    WHERE s.epoch IS NOT NULL
) AS l
WHERE l.epoch < l.highest
ORDER BY l.enrollment_id, l.seq
LIMIT :most

-- name: epoch-of-nobody
-- A line was written by a right that nobody was ever given.
SELECT l.enrollment_id, l.seq, l.epoch
FROM step_log AS l
WHERE l.epoch IS NOT NULL
ORDER BY l.enrollment_id, l.seq
LIMIT :most

-- name: ahead-of-clock
-- Something happened later than the engine's own clock shows, or will be looked back at from it.
SELECT t.what, t.id, t.at, t.watermark
FROM (
    SELECT 'line' AS what, l.enrollment_id AS id, l.at AS at, g.watermark AS watermark
    FROM step_log AS l CROSS JOIN (SELECT MAX(watermark) AS watermark FROM engine) AS g
    WHERE l.at > g.watermark
    UNION ALL
    SELECT 'entry', r.id, r.entered_at, g.watermark
    FROM enrollment AS r CROSS JOIN (SELECT MAX(watermark) AS watermark FROM engine) AS g
    WHERE r.entered_at > g.watermark
    UNION ALL
    SELECT 'end', r.id, r.ended_at, g.watermark
    FROM enrollment_archive AS r CROSS JOIN (SELECT MAX(watermark) AS watermark FROM engine) AS g
    WHERE r.ended_at > g.watermark
) AS t
ORDER BY t.id
LIMIT :most

-- name: backwards
-- A line is earlier than the one before it.
SELECT l.enrollment_id, l.seq, l.at, l.previous
FROM (
    SELECT s.enrollment_id, s.seq, s.at,
        LAG(s.at) OVER (PARTITION BY s.enrollment_id ORDER BY s.seq) AS previous
    FROM step_log AS s
) AS l
WHERE l.at < l.previous
ORDER BY l.enrollment_id, l.seq
LIMIT :most

-- name: same-occasion
-- One event, cart, order or day let somebody in twice.
SELECT r.journey_id, r.contact_id, r.event_id, r.ref, COUNT(*), MIN(r.id)
FROM (
    SELECT id, journey_id, contact_id, event_id, ref FROM enrollment
    UNION ALL
    SELECT id, journey_id, contact_id, event_id, ref FROM enrollment_archive
) AS r
GROUP BY r.journey_id, r.contact_id, r.event_id, r.ref
HAVING COUNT(*) > 1
ORDER BY MIN(r.id)
LIMIT :most
