-- name: mark
-- A step rests until a wall clock, in a zone or in the contact's own (-1).
UPDATE node SET clock = :clock WHERE version_id = :version AND number = :number

-- name: retimed
-- The runs that rest until a wall clock, which comes at another instant now.
CREATE TEMP TABLE IF NOT EXISTS retimed (
    enrollment_id INTEGER PRIMARY KEY,
    node_id INTEGER NOT NULL,
    zone_id INTEGER NOT NULL,
    was INTEGER NOT NULL,
    wall INTEGER NOT NULL,
    due INTEGER
)

-- name: clear
-- Nobody yet.
DELETE FROM retimed

-- name: moves-any
-- Does somebody who is told of move to another zone?
SELECT 1
FROM intake_contact AS s JOIN contact AS c ON c.id = s.contact_id
WHERE s.is_new = 0 AND s.zone_id <> c.zone_id
LIMIT 1

-- name: note-moved
-- The runs of those who move, with the wall clocks that they rest until.
INSERT INTO retimed (enrollment_id, node_id, zone_id, was, wall)
SELECT n.id, n.node_id, s.zone_id, w.due, w.due + (
    SELECT z.utc_offset FROM zone_span AS z
    WHERE z.zone_id = c.zone_id AND z.utc_from <= w.due
    ORDER BY z.utc_from DESC LIMIT 1)
FROM intake_contact AS s
JOIN contact AS c ON c.id = s.contact_id
CROSS JOIN journey AS j
JOIN enrollment AS n ON n.journey_id = j.id AND n.contact_id = c.id
JOIN node AS k ON k.id = n.node_id
JOIN waiting AS w ON w.due = n.due AND w.enrollment_id = n.id
WHERE s.is_new = 0 AND s.zone_id <> c.zone_id AND k.clock = -1

-- name: note-zone
-- The runs that go by the clock of a zone, with the wall clocks that they rest until.
INSERT INTO retimed (enrollment_id, node_id, zone_id, was, wall)
SELECT n.id, n.node_id, :zone, w.due, w.due + (
    SELECT z.utc_offset FROM zone_span AS z
    WHERE z.zone_id = :zone AND z.utc_from <= w.due
    ORDER BY z.utc_from DESC LIMIT 1)
FROM waiting AS w
JOIN enrollment AS n ON n.id = w.enrollment_id
JOIN node AS k ON k.id = n.node_id
JOIN contact AS c ON c.id = n.contact_id
WHERE k.clock = :zone OR (k.clock = -1 AND c.zone_id = :zone)

-- name: settle
-- The instants of these wall clocks now, and never before the last tick: what is over is due.
UPDATE retimed SET due = MAX(
    (SELECT MAX(e.watermark) FROM engine AS e),
    (SELECT MAX(retimed.wall - z.utc_offset, z.utc_from) FROM zone_span AS z
     WHERE z.zone_id = retimed.zone_id AND z.wall_from <= retimed.wall
     ORDER BY z.wall_from DESC, z.utc_from DESC LIMIT 1))

-- name: unwait
-- They wait no longer for what they waited for.
DELETE FROM waiting WHERE (due, enrollment_id) IN (SELECT t.was, t.enrollment_id FROM retimed AS t)

-- name: wait-again
-- They wait for the instants found.
INSERT INTO waiting (due, enrollment_id, node_id)
SELECT t.due, t.enrollment_id, t.node_id FROM retimed AS t

-- name: rest-again
-- And their runs say so.
UPDATE enrollment SET due = t.due FROM retimed AS t WHERE enrollment.id = t.enrollment_id

-- name: editions
-- Every zone, and the rules its offsets were made from.
SELECT id, name, edition FROM zone ORDER BY id

-- name: keep-edition
-- The rules from which the offsets of a zone are made.
UPDATE zone SET edition = :edition WHERE id = :zone
