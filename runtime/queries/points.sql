-- name: deployed
-- The program whose scores count.
SELECT program_id FROM score LIMIT 1

-- name: put-score
-- A score of the program.
INSERT INTO score (name, program_id) VALUES (:name, :program)
ON CONFLICT (name) DO UPDATE SET program_id = excluded.program_id

-- name: retire
-- Scores that the program has no more; their points stay.
DELETE FROM score WHERE program_id <> :program

-- name: clear-award
-- No points yet.
DELETE FROM award

-- name: clear-scored
-- No changes yet.
DELETE FROM scored

-- name: add-up
-- The points before and after each event, in the order of moments. With sums s of the awards so far,
-- points that never exceed the most are s + min(points at first, most - the greatest s so far).
INSERT INTO scored (event_id, contact_id, was, points, last)
WITH summed AS (
    SELECT a.event_id, a.contact_id, e.moment, SUM(a.points) AS points
    FROM award AS a JOIN event AS e ON e.id = a.event_id
    GROUP BY a.event_id, a.contact_id, e.moment
), totals AS (
    SELECT s.event_id, s.contact_id, s.moment, p.points AS had,
        SUM(s.points) OVER (PARTITION BY s.contact_id ORDER BY s.moment, s.event_id) AS total
    FROM summed AS s
    LEFT JOIN score_points AS p ON p.score = :score AND p.contact_id = s.contact_id
), peaks AS (
    SELECT t.event_id, t.contact_id, t.moment, t.had, t.total,
        MAX(t.total) OVER (PARTITION BY t.contact_id ORDER BY t.moment, t.event_id) AS peak
    FROM totals AS t
), capped AS (
    SELECT k.event_id, k.contact_id, k.moment, k.had,
        k.total + CASE WHEN COALESCE(k.had, 0) < :most - k.peak THEN COALESCE(k.had, 0)
            ELSE :most - k.peak END AS points
    FROM peaks AS k
)
SELECT c.event_id, c.contact_id,
    COALESCE(LAG(c.points) OVER (PARTITION BY c.contact_id ORDER BY c.moment, c.event_id), c.had),
    c.points,
    CASE WHEN LEAD(c.event_id) OVER (PARTITION BY c.contact_id ORDER BY c.moment, c.event_id)
        IS NULL THEN 1 ELSE 0 END
FROM capped AS c

-- name: keep
-- The points that everybody has now.
INSERT INTO score_points (score, contact_id, points)
SELECT :score, s.contact_id, s.points FROM scored AS s WHERE s.last = 1
ON CONFLICT (score, contact_id) DO UPDATE SET points = excluded.points

-- name: tell
-- Every change as an event, at the instant of the event that was worth the points; once.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin, cause, dedupe, properties)
SELECT s.contact_id, :kind, :subject, e.at, e.moment, :now, e.origin, e.cause,
    'points:' || :subject || ':' || e.id,
    CASE WHEN s.was IS NULL THEN '{"to":' ELSE '{"from":' || s.was || ',"to":' END || s.points || '}'
FROM scored AS s JOIN event AS e ON e.id = s.event_id
WHERE s.was IS DISTINCT FROM s.points
ORDER BY e.moment, e.id

-- name: retell
-- Whose points that changed, while segments are watched: these are looked at in the next tick.
INSERT INTO retold (contact_id, historic)
SELECT s.contact_id, 0 FROM scored AS s
WHERE s.last = 1 AND EXISTS (SELECT 1 FROM watched_segment)
ON CONFLICT (contact_id) DO UPDATE SET historic = 0

-- name: find
-- Whom a step gives other points than they have; who crosses it in several runs, several times.
INSERT INTO changing (contact_id, at, old_number, new_number)
SELECT x.contact_id, x.at, x.was, x.points
FROM (
    SELECT m.contact_id, MIN(m.at) AS at, p.points AS was,
        CASE
            WHEN :do = 'set' THEN :points
            WHEN :do = 'add' AND COALESCE(p.points, 0) + :points * COUNT(*) > :most THEN :most
            WHEN :do = 'add' THEN COALESCE(p.points, 0) + :points * COUNT(*)
        END AS points
    FROM moving AS m
    JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
    LEFT JOIN score_points AS p ON p.score = :score AND p.contact_id = m.contact_id
    GROUP BY m.contact_id, p.points
) AS x
WHERE x.was IS DISTINCT FROM x.points

-- name: change
-- Their new points.
INSERT INTO score_points (score, contact_id, points)
SELECT :score, g.contact_id, g.new_number FROM changing AS g WHERE g.new_number IS NOT NULL
ON CONFLICT (score, contact_id) DO UPDATE SET points = excluded.points

-- name: erase
-- No points at all any more.
DELETE FROM score_points
WHERE score = :score AND contact_id IN (SELECT g.contact_id FROM changing AS g WHERE g.new_number IS NULL)

-- name: changed
-- What a step changed, as events that other journeys see.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin, cause, properties)
SELECT g.contact_id, :kind, :subject, g.at, :now, :now, 'live', :journey,
    CASE
        WHEN g.old_number IS NULL THEN '{"to":' || g.new_number || '}'
        WHEN g.new_number IS NULL THEN '{"from":' || g.old_number || '}'
        ELSE '{"from":' || g.old_number || ',"to":' || g.new_number || '}'
    END
FROM changing AS g
ORDER BY g.contact_id
