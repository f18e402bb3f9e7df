-- CROSS JOIN, not JOIN, where the few new events, ready runs or touched contacts must come first:
-- SQLite keeps the order of cross joins, and without statistics it would begin with the many.
-- What the clock finds is looked for among the contacts from :low to :high, nearly always all of
-- them: `+ 0` keeps the database from beginning with them.

-- name: enter-event
-- Candidates: new events; the pattern is added to the conditions, `occurrence` to the columns.
INSERT INTO found (contact_id, at, event_id, ref, occurrence)
SELECT e.contact_id, e.moment, e.id, e.ref, CASE WHEN :once = 1 THEN 0 ELSE 2 * e.id END
FROM event AS e
CROSS JOIN contact AS c
WHERE c.id = e.contact_id
  AND e.id > :after
  AND e.id <= :upto
  AND (e.origin = 'live' OR (e.origin = 'imported' AND :imported = 1))
  AND (e.cause IS NULL OR e.cause <> :journey)
  AND e.at >= :activated_at
  AND e.moment >= :activated_at
  AND c.archived = 0

-- name: unanswered
-- Events that could have let somebody in, and of which nothing tells whether they did; the pattern is
-- added to the conditions. Of whom a run was deleted, because it was old, nothing can be said.
SELECT e.id, e.contact_id, e.kind, e.moment
FROM event AS e
CROSS JOIN contact AS c
CROSS JOIN engine AS g
WHERE c.id = e.contact_id
  AND g.shard = c.id % :shards
  AND e.id > :after
  AND e.id <= g.event_cursor
  AND (e.origin = 'live' OR (e.origin = 'imported' AND :imported = 1))
  AND (e.cause IS NULL OR e.cause <> :journey)
  AND e.at >= :activated_at
  AND e.moment >= :activated_at
  AND c.archived = 0
  AND NOT EXISTS (
    SELECT 1 FROM enrollment AS n
    WHERE n.journey_id = :journey AND n.contact_id = e.contact_id AND n.event_id = e.id)
  AND NOT EXISTS (
    SELECT 1 FROM enrollment_archive AS n
    WHERE n.journey_id = :journey AND n.contact_id = e.contact_id AND n.event_id = e.id)
  AND NOT EXISTS (
    SELECT 1 FROM refusal AS r
    WHERE r.journey_id = :journey AND r.contact_id = e.contact_id AND r.event_id = e.id)
  AND NOT EXISTS (
    SELECT 1 FROM entry AS t
    WHERE t.journey_id = :journey AND t.contact_id = e.contact_id AND t.enrollment_id < 0
      AND t.occurrence IN (0, 2 * e.id))
  AND NOT EXISTS (SELECT 1 FROM quarantine AS q WHERE q.event_id = e.id)
  AND NOT EXISTS (
    SELECT 1 FROM entry AS n
    WHERE n.journey_id = :journey AND n.contact_id = e.contact_id AND n.enrollment_id < 0)
ORDER BY e.id
LIMIT :most

-- name: enter-cart
-- Candidates: carts that became idle about now; the instant is the last column.
INSERT INTO found (contact_id, event_id, ref, occurrence, at)
SELECT k.contact_id, NULL, k.id, 2 * k.id + 1
FROM cart AS k
JOIN contact AS c ON c.id = k.contact_id
WHERE k.status = 'open'
  AND k.historic = 0
  AND c.archived = 0
  AND k.touched_at > :watermark - :longest
  AND k.touched_at <= :now - :shortest
  AND k.contact_id + 0 BETWEEN :low AND :high
  AND EXISTS (SELECT 1 FROM cart_line AS l WHERE l.cart_id = k.id)

-- name: enter-lapsed
-- Candidates: latest orders that grew old enough about now; the instant is the last column.
INSERT INTO found (contact_id, event_id, ref, occurrence, at)
SELECT o.contact_id, NULL, o.id, CASE WHEN :once = 1 THEN 0 ELSE 2 * o.id + 1 END
FROM orders AS o
JOIN contact AS c ON c.id = o.contact_id
WHERE o.counted = 1
  AND c.archived = 0
  AND o.placed_at >= :activated_at
  AND o.placed_at > :watermark - :longest
  AND o.placed_at <= :now - :shortest
  AND o.contact_id + 0 BETWEEN :low AND :high

-- name: enter-lapsed-late
-- Candidates: latest orders that were old enough at the last tick, and are told only now.
INSERT INTO found (contact_id, at, event_id, ref, occurrence)
SELECT o.contact_id, e.moment, NULL, o.id, CASE WHEN :once = 1 THEN 0 ELSE 2 * o.id + 1 END
FROM event AS e
CROSS JOIN orders AS o
CROSS JOIN contact AS c
WHERE e.id > :after
  AND e.id <= :upto
  AND e.kind || '' = 'ordered'
  AND e.origin <> 'historic'
  AND e.moment >= :activated_at
  AND o.id = e.ref
  AND o.counted = 1
  AND o.placed_at >= :activated_at
  AND c.id = o.contact_id
  AND c.archived = 0
  AND c.id BETWEEN :low AND :high

-- name: enter-date
-- Candidates: contacts one of whose days has come; how a day shows in the contact is added to the
-- conditions. The slot of a contact and day is minus the day, so that it is no event, cart or order.
INSERT INTO found (contact_id, at, event_id, ref, occurrence)
SELECT c.id, s.at, NULL, -s.day, CASE WHEN :once = 1 THEN 0 ELSE 1 - 2 * s.day END
FROM slot AS s
CROSS JOIN slot_value AS v
CROSS JOIN contact AS c
WHERE v.day = s.day AND c.zone_id = s.zone_id
  AND c.archived = 0
  AND c.id + 0 BETWEEN :low AND :high

-- name: enter-silence
-- Candidates: sends that nobody answered until about now; the instant is the last column.
INSERT INTO found (contact_id, event_id, ref, occurrence, at)
SELECT e.contact_id, e.id, e.ref, CASE WHEN :once = 1 THEN 0 ELSE 2 * e.id END
FROM event AS e
CROSS JOIN contact AS c
WHERE c.id = e.contact_id
  AND e.kind = 'email_sent'
  AND e.subject = :message
  AND e.origin = 'live'
  AND e.moment > :watermark - :longest
  AND e.moment <= :now - :shortest
  AND c.archived = 0
  AND c.id + 0 BETWEEN :low AND :high

-- name: answered
-- Did an answer to the send come?
SELECT 1
FROM event AS a
WHERE a.kind = :answer
  AND a.contact_id = e.contact_id
  AND a.subject = e.subject
  AND a.moment >= e.moment

-- name: later-order
-- Is there a later counted order of the same contact?
SELECT 1
FROM orders AS later
WHERE later.contact_id = o.contact_id
  AND later.counted = 1
  AND (later.placed_at > o.placed_at OR (later.placed_at = o.placed_at AND later.id > o.id))

-- name: screen
-- Those found, with the reason why somebody may not enter, the last column.
INSERT INTO candidate (contact_id, at, event_id, ref, occurrence, reason)
SELECT k.contact_id, k.at, k.event_id, k.ref, k.occurrence
FROM found AS k
JOIN contact AS c ON c.id = k.contact_id
WHERE k.n BETWEEN :low AND :high
ORDER BY k.at, COALESCE(k.event_id, k.ref)

-- name: screen-event
-- The same, where the conditions may read the event that let in.
INSERT INTO candidate (contact_id, at, event_id, ref, occurrence, reason)
SELECT k.contact_id, k.at, k.event_id, k.ref, k.occurrence
FROM found AS k
JOIN contact AS c ON c.id = k.contact_id
JOIN event AS e ON e.id = k.event_id
WHERE k.n BETWEEN :low AND :high
ORDER BY k.at, k.event_id

-- name: entered-ever
-- Has the contact been let in by an event, ever? Even occurrences are events, and 0 is for ever.
SELECT 1
FROM entry AS n
WHERE n.journey_id = :journey AND n.contact_id = k.contact_id AND n.occurrence % 2 = 0

-- name: entered-before
-- Has this very occurrence been let in already?
SELECT 1
FROM entry AS n
WHERE n.journey_id = :journey AND n.contact_id = k.contact_id AND n.occurrence = k.occurrence

-- name: barred
-- May the contact not enter, because somebody said so?
SELECT 1
FROM barred AS b
WHERE b.journey_id = :journey AND b.contact_id = k.contact_id

-- name: in-progress
-- Is a run of this journey in progress for the contact?
SELECT 1
FROM enrollment AS n
WHERE n.journey_id = :journey AND n.contact_id = k.contact_id AND n.slot = 0

-- name: order-in-progress
-- Is a run of this journey in progress for the candidate's order?
SELECT 1
FROM enrollment AS n
WHERE n.journey_id = :journey AND n.contact_id = k.contact_id AND n.slot = k.ref

-- name: last-end
-- When the contact's latest run of this journey ended.
SELECT MAX(a.ended_at)
FROM enrollment_archive AS a
WHERE a.journey_id = :journey AND a.contact_id = k.contact_id

-- name: no-checkout-url
-- Does the cart of the candidate lack the page to go back to?
SELECT 1
FROM cart AS t
WHERE t.id = k.ref AND t.checkout_url IS NULL

-- name: leave-event
-- Runs that end because of a new event; the pattern is added to the conditions.
INSERT INTO leaving (enrollment_id, at, reason)
SELECT n.id, MIN(e.moment), :reason
FROM event AS e
CROSS JOIN contact AS c
CROSS JOIN enrollment AS n
WHERE c.id = e.contact_id
  AND n.journey_id = :journey AND n.contact_id = e.contact_id
  AND e.id > :after
  AND e.id <= :upto
  AND e.origin <> 'historic'
  AND n.version_id = :version
  AND e.moment >= n.entered_at
  AND (n.event_id IS NULL OR e.id > n.event_id OR e.moment > n.entered_at)
GROUP BY n.id
ON CONFLICT DO NOTHING

-- name: leave-condition
-- Runs of contacts with new events that end because a condition holds.
INSERT INTO leaving (enrollment_id, at, reason)
SELECT n.id, :now, :reason
FROM touched AS t
CROSS JOIN contact AS c
CROSS JOIN enrollment AS n
WHERE c.id = t.contact_id
  AND n.journey_id = :journey AND n.contact_id = c.id
  AND n.version_id = :version
  AND t.contact_id BETWEEN :low AND :high
ON CONFLICT DO NOTHING

-- name: goal-running
-- New events that reach the goal of a run in progress, the first one of each run.
INSERT INTO goal (enrollment_id, journey_id, event_id, at)
SELECT n.id, n.journey_id, e.id, e.moment
FROM event AS e
CROSS JOIN contact AS c
CROSS JOIN enrollment AS n
WHERE c.id = e.contact_id
  AND n.journey_id = :journey AND n.contact_id = e.contact_id
  AND e.id > :after
  AND e.id <= :upto
  AND e.origin <> 'historic'
  AND n.version_id = :version
  AND e.moment >= n.entered_at
  AND (n.event_id IS NULL OR e.id > n.event_id OR e.moment > n.entered_at)
ORDER BY e.moment, e.id
ON CONFLICT DO NOTHING

-- name: goal-finished
-- New events that reach the goal of a finished run, the first one of each run.
INSERT INTO goal (enrollment_id, journey_id, event_id, at)
SELECT n.id, n.journey_id, e.id, e.moment
FROM event AS e
CROSS JOIN contact AS c
CROSS JOIN enrollment_archive AS n
WHERE c.id = e.contact_id
  AND n.journey_id = :journey AND n.contact_id = e.contact_id
  AND e.id > :after
  AND e.id <= :upto
  AND e.origin <> 'historic'
  AND n.version_id = :version
  AND e.moment >= n.entered_at
  AND (n.event_id IS NULL OR e.id > n.event_id OR e.moment > n.entered_at)
ORDER BY e.moment, e.id
ON CONFLICT DO NOTHING

-- name: wake-event
-- Runs resting at an event wait whose event has come, in time.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT n.node_id, n.id, MIN(e.moment), 'event'
FROM event AS e
CROSS JOIN contact AS c
CROSS JOIN enrollment AS n
WHERE c.id = e.contact_id
  AND n.journey_id = :journey AND n.contact_id = e.contact_id
  AND e.id > :after
  AND e.id <= :upto
  AND e.origin <> 'historic'
  AND n.node_id = :base + :number
  AND e.moment >= n.arrived_at
  AND (n.event_id IS NULL OR e.id > n.event_id OR e.moment > n.entered_at)
  AND (n.due IS NULL OR e.moment <= n.due)
GROUP BY n.node_id, n.id
ON CONFLICT DO NOTHING

-- name: wake-condition
-- Runs resting at a condition wait, of contacts with new events, whose condition now holds.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT n.node_id, n.id, CASE WHEN n.due < :now THEN n.due ELSE :now END, 'met'
FROM touched AS t
CROSS JOIN contact AS c
CROSS JOIN enrollment AS n
WHERE c.id = t.contact_id
  AND n.journey_id = :journey AND n.contact_id = c.id
  AND n.node_id = :base + :number
  AND t.contact_id BETWEEN :low AND :high
ON CONFLICT DO NOTHING

-- name: watch-condition
-- Runs resting at a condition wait that time alone can satisfy, whose condition now holds.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT n.node_id, n.id, CASE WHEN n.due < :now THEN n.due ELSE :now END, 'met'
FROM watching AS w
CROSS JOIN enrollment AS n
CROSS JOIN contact AS c
WHERE n.id = w.enrollment_id
  AND c.id = n.contact_id
  AND w.node_id = :base + :number
  AND n.contact_id BETWEEN :low AND :high
ON CONFLICT DO NOTHING

-- name: arrive-event
-- Runs that just came to an event wait whose event was absorbed already: catching up.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT p.to_node, m.enrollment_id, MIN(e.moment), 'event'
FROM moving AS m
CROSS JOIN path AS p
CROSS JOIN contact AS c
CROSS JOIN event AS e
WHERE p.node_id = :head AND p.path = m.path
  AND c.id = m.contact_id
  AND e.contact_id = m.contact_id
  AND p.to_node = :base + :number
  AND e.id <= :upto
  AND e.origin <> 'historic'
  AND e.moment >= m.at
  AND (m.event_id IS NULL OR e.id > m.event_id OR e.moment > (
    SELECT n.entered_at
    FROM enrollment AS n
    WHERE n.id = m.enrollment_id
  ))
  AND (m.due IS NULL OR e.moment <= m.due)
GROUP BY p.to_node, m.enrollment_id
ON CONFLICT DO NOTHING

-- name: entry-of-moving
-- When the run entered the journey.
SELECT n.entered_at
FROM enrollment AS n
WHERE n.id = m.enrollment_id

-- name: arrive-condition
-- Runs that just came to a condition wait whose condition holds already.
INSERT INTO ready (node_id, enrollment_id, at, edge)
SELECT p.to_node, m.enrollment_id, m.at, 'met'
FROM moving AS m
CROSS JOIN path AS p
CROSS JOIN contact AS c
WHERE p.node_id = :head AND p.path = m.path
  AND c.id = m.contact_id
  AND p.to_node = :base + :number
ON CONFLICT DO NOTHING

-- name: date-wait
-- The runs that just came to a date wait; when they must go on is the last column, NULL for those
-- without a date.
INSERT INTO dated (enrollment_id, at, due)
SELECT m.enrollment_id, m.at
FROM moving AS m
CROSS JOIN path AS p
CROSS JOIN contact AS c
WHERE p.node_id = :head AND p.path = m.path
  AND c.id = m.contact_id
  AND p.to_node = :base + :number

-- name: admitted
-- Is the contact among the first who came to a step of the journey?
SELECT 1
FROM admitted AS f
WHERE f.journey_id = :journey AND f.contact_id = n.contact_id

-- name: decide
-- The runs of one block, between two run ids, with their zone; the path is the last column.
SELECT r.enrollment_id, n.contact_id, n.seq, r.at, n.event_id, c.zone_id
FROM ready AS r
JOIN enrollment AS n ON n.id = r.enrollment_id
JOIN contact AS c ON c.id = n.contact_id
WHERE r.node_id = :node AND r.enrollment_id BETWEEN :low AND :high

-- name: move
-- Each run's path and its next due instant, the last column.
INSERT INTO moving (enrollment_id, contact_id, seq, at, event_id, path, due)
SELECT d.enrollment_id, d.contact_id, d.seq, d.at, d.event_id, d.path
FROM decided AS d

-- name: change-field
-- The contacts whose field gets another value; old and new are the last columns.
SELECT m.contact_id, m.at, c.zone_id
FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
JOIN contact AS c ON c.id = m.contact_id

-- name: award-event
-- Points for new events: one rule of a score, whose pattern is added to the conditions.
INSERT INTO award (event_id, part, contact_id, points)
SELECT e.id, :part, e.contact_id, :points
FROM event AS e
CROSS JOIN contact AS c
WHERE c.id = e.contact_id
  AND e.id > :after
  AND e.id <= :upto
  AND e.origin <> 'historic'
  AND c.archived = 0

-- name: award-line
-- Points for each line of new orders that no earlier rule has counted; without lines, for the order.
INSERT INTO award (event_id, part, contact_id, points)
SELECT e.id, COALESCE(l.line_no, 0), e.contact_id, :points
FROM event AS e
CROSS JOIN contact AS c
LEFT JOIN order_line AS l ON l.order_id = e.ref
WHERE c.id = e.contact_id
  AND e.id > :after
  AND e.id <= :upto
  AND e.origin <> 'historic'
  AND c.archived = 0
ON CONFLICT DO NOTHING
