-- name: deployed
-- Every journey with its current version.
SELECT j.id, j.name, j.status, j.held, v.id, v.digest, v.program_id
FROM journey AS j JOIN journey_version AS v ON v.id = j.version_id
ORDER BY j.name

-- name: version-program
-- The program in which a version stands.
SELECT p.ir FROM journey_version AS v JOIN program AS p ON p.id = v.program_id WHERE v.id = :version

-- name: resting
-- How many runs rest at each step of the other versions of a journey; those who come in by a side
-- door just now are on their way already.
SELECT v.id, d.number, d.key, COUNT(*)
FROM enrollment AS n
JOIN node AS d ON d.id = n.node_id
JOIN journey_version AS v ON v.id = n.version_id
WHERE n.journey_id = :journey AND v.digest <> :digest AND NOT EXISTS (
    SELECT 1 FROM held_run AS h WHERE h.enrollment_id = n.id AND SUBSTR(h.edge, 1, 6) = 'moved:')
GROUP BY v.id, d.number, d.key
ORDER BY v.id, d.number

-- name: current
-- A journey and its current version.
SELECT id, version_id FROM journey WHERE name = :name

-- name: door
-- A step at which people are put down.
INSERT INTO side_door (version_id, step_key) VALUES (:version, :key) ON CONFLICT DO NOTHING

-- name: stay-waiting
-- Who waits at a step waits at the same one of another version.
UPDATE waiting SET node_id = :to WHERE node_id = :node

-- name: stay-watching
-- Who watches watches on.
UPDATE watching SET node_id = :to WHERE node_id = :node

-- name: stay-held
-- Who is held stays held.
UPDATE held_run SET node_id = :to WHERE node_id = :node

-- name: stay
-- They are in the other version from now on.
UPDATE enrollment SET node_id = :to, version_id = :version WHERE node_id = :node

-- name: land-waiting
-- Who is put down elsewhere waits no longer.
DELETE FROM waiting WHERE node_id = :node

-- name: land-watching
-- Nor watches.
DELETE FROM watching WHERE node_id = :node

-- name: land-held
-- Who was put aside, or held, is held in the new place.
UPDATE held_run SET node_id = :to, edge = :edge WHERE node_id = :node AND reason <> 'released'

-- name: land-released
-- The others go on there at the next tick.
INSERT INTO held_run (enrollment_id, node_id, at, edge, reason)
SELECT n.id, :to, :now, :edge, 'released' FROM enrollment AS n WHERE n.node_id = :node
ON CONFLICT (enrollment_id) DO UPDATE SET node_id = excluded.node_id, edge = excluded.edge

-- name: land
-- They come in by the side door of the new version.
UPDATE enrollment SET node_id = :to, version_id = :version, arrived_at = :now, due = NULL
WHERE node_id = :node
