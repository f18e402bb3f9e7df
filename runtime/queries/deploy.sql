-- name: program-insert
-- Keeps a program for ever, once.
INSERT INTO program (digest, ir, deployed_at) VALUES (:digest, :ir, :now) ON CONFLICT (digest) DO NOTHING

-- name: program-id
-- The id of a program.
SELECT id FROM program WHERE digest = :digest

-- name: program-latest
-- The program deployed last.
SELECT p.ir, p.id FROM program AS p JOIN journey_version AS v ON v.program_id = p.id ORDER BY p.id DESC LIMIT 1

-- name: zone-name
-- The name of a zone.
SELECT name FROM zone WHERE id = :id

-- name: zones
-- All zones.
SELECT id, name FROM zone ORDER BY id

-- name: zone-named
-- The ids of the zones of that name, but the audience's own.
SELECT id FROM zone WHERE name = :name AND id > 0

-- name: zone-next
-- The next free zone id.
SELECT COALESCE(MAX(id), 0) + 1 FROM zone

-- name: zone-put
-- Names a zone.
INSERT INTO zone (id, name) VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = excluded.name

-- name: span-clear
-- Forgets the offsets of a zone.
DELETE FROM zone_span WHERE zone_id = :zone

-- name: span-put
-- One offset of a zone.
INSERT INTO zone_span (zone_id, utc_from, wall_from, utc_offset) VALUES (:zone, :utc_from, :wall_from, :utc_offset)

-- name: month-count
-- How many months the calendar holds.
SELECT COUNT(*) FROM month

-- name: month-put
-- One month of the calendar.
INSERT INTO month (number, first_day, days) VALUES (:number, :first_day, :days)

-- name: store-put
-- A store of the project.
INSERT INTO store (name, currency, counted, low_stock, behaviour)
VALUES (:name, :currency, :counted, :low_stock, :behaviour)
ON CONFLICT (name) DO UPDATE SET
    currency = excluded.currency, counted = excluded.counted, low_stock = excluded.low_stock,
    behaviour = excluded.behaviour

-- name: recount
-- Applies each store's rule for counted orders. SEG-24, AMB-04
UPDATE orders SET counted = CASE
    WHEN orders.cancelled_at IS NOT NULL THEN 0
    WHEN s.counted <> 'paid' THEN 1
    WHEN orders.financial_status = 'paid' THEN 1
    ELSE 0 END
FROM store AS s
WHERE s.id = orders.store_id
  AND orders.counted <> CASE
    WHEN orders.cancelled_at IS NOT NULL THEN 0
    WHEN s.counted <> 'paid' THEN 1
    WHEN orders.financial_status = 'paid' THEN 1
    ELSE 0 END

-- name: journey-put
-- A journey's status; it counts as activated from the first time that it is no draft.
INSERT INTO journey (name, status, declared, activated_at, paused_at)
VALUES (:name, :status, :status, CASE WHEN :status <> 'draft' THEN :now END,
    CASE WHEN :status = 'paused' THEN :now END)
ON CONFLICT (name) DO UPDATE SET
    declared = excluded.declared,
    activated_at = COALESCE(journey.activated_at, excluded.activated_at)

-- name: journey-declared
-- Who paused a journey by hand is obeyed until it is resumed by hand, or the project pauses it too.
UPDATE journey SET
    held = CASE WHEN declared = 'paused' THEN 0 ELSE held END,
    status = CASE WHEN held = 1 AND declared = 'active' THEN 'paused' ELSE declared END

-- name: journey-pauses
-- When the journeys whose status is another one than before were paused, or resumed.
UPDATE journey SET
    paused_at = CASE WHEN status = 'paused' THEN :now ELSE paused_at END,
    resumed_at = CASE WHEN status = 'paused' THEN NULL ELSE :now END
WHERE (status = 'paused') <> (paused_at IS NOT NULL AND resumed_at IS NULL)

-- name: release-resumed
-- Those held by a journey that is not paused go on at the next tick.
UPDATE held_run SET reason = 'released', at = CASE WHEN held_run.at < :now THEN :now ELSE held_run.at END
FROM enrollment AS n JOIN journey AS j ON j.id = n.journey_id
WHERE n.id = held_run.enrollment_id AND held_run.reason = 'paused' AND j.status <> 'paused'

-- name: held-steps
-- Steps that are paused, or once were, by journey.
SELECT journey_id, step_key, held FROM held_step ORDER BY journey_id, step_key

-- name: side-doors
-- Steps at which moved people are put down, by version.
SELECT version_id, step_key FROM side_door ORDER BY version_id, step_key

-- name: path-clear
-- Forgets the ways through the blocks of a version.
DELETE FROM path WHERE node_id IN (SELECT id FROM node WHERE version_id = :version)

-- name: path-step-clear
-- Forgets their edges.
DELETE FROM path_step WHERE node_id IN (SELECT id FROM node WHERE version_id = :version)

-- name: journey-retire
-- Journeys that the project no longer has let nobody in; runs in progress go on.
UPDATE journey SET status = 'archived', declared = 'archived' WHERE name NOT IN (SELECT j.name FROM journey AS j JOIN journey_version AS v ON v.id = j.version_id WHERE v.program_id = :program)

-- name: journey-version
-- Points a journey at its current version.
UPDATE journey SET version_id = :version WHERE id = :id

-- name: journey-id
-- The id of a journey.
SELECT id FROM journey WHERE name = :name

-- name: version-put
-- A version of a journey: kept as long as anything points at it.
INSERT INTO journey_version (journey_id, program_id, digest) VALUES (:journey, :program, :digest) ON CONFLICT (journey_id, digest) DO NOTHING

-- name: version-program
-- The latest program in which a version stands.
UPDATE journey_version SET program_id = :program WHERE id = :version

-- name: version-id
-- The id of a version.
SELECT id FROM journey_version WHERE journey_id = :journey AND digest = :digest

-- name: node-count
-- How many steps of a version are known.
SELECT COUNT(*) FROM node WHERE version_id = :version

-- name: node-next
-- The next free node id; the nodes of a version follow each other.
SELECT COALESCE(MAX(id), 0) + 1 FROM node

-- name: base
-- The id of the first step of a version.
SELECT id FROM node WHERE version_id = :version AND number = 0

-- name: node-put
-- One step of a version.
INSERT INTO node (id, version_id, number, key, kind) VALUES (:id, :version, :number, :key, :kind)

-- name: path-put
-- One way through a block.
INSERT INTO path (node_id, path, to_node, steps, ends) VALUES (:node, :path, :to_node, :steps, :ends)

-- name: path-step-put
-- One edge of a way.
INSERT INTO path_step (node_id, path, position, from_node, to_node, edge) VALUES (:node, :path, :position, :from_node, :to_node, :edge)

-- name: engine-put
-- The engine's place, at the first deployment.
INSERT INTO engine (shard, watermark, event_cursor) SELECT 0, :now, COALESCE(MAX(id), 0) FROM event WHERE true ON CONFLICT DO NOTHING

-- name: versions
-- Every version that lets people in or still has people inside, with its base node.
SELECT j.id, j.name, j.status, j.activated_at, v.id, p.ir, n.id, v.id = j.version_id, p.id,
    j.paused_at, j.resumed_at
FROM journey_version AS v
JOIN journey AS j ON j.id = v.journey_id
JOIN program AS p ON p.id = v.program_id
JOIN node AS n ON n.version_id = v.id AND n.number = 0
WHERE v.id = j.version_id OR EXISTS (SELECT 1 FROM enrollment AS e WHERE e.version_id = v.id)
ORDER BY j.id, v.id

-- name: past-versions
-- The versions that nobody enters, and nobody is in.
SELECT j.id, j.name, v.id, v.program_id
FROM journey_version AS v
JOIN journey AS j ON j.id = v.journey_id
WHERE v.id <> j.version_id AND NOT EXISTS (SELECT 1 FROM enrollment AS e WHERE e.version_id = v.id)
ORDER BY j.id, v.id

-- name: program-text
-- One program.
SELECT ir FROM program WHERE id = :program

-- name: note-deployment
-- From now on another program runs than before.
INSERT INTO deployment (program_id, at)
SELECT p.id, CAST(:now AS INTEGER) FROM program AS p
WHERE p.id = :program AND COALESCE((
    SELECT d.program_id FROM deployment AS d ORDER BY d.id DESC LIMIT 1), 0) <> p.id

-- name: listen
-- Journeys that listen from now on, or with another version than before.
UPDATE journey SET listening_version = version_id,
    listens_after = (SELECT COALESCE(MAX(e.id), 0) FROM event AS e)
WHERE status IN ('active', 'paused')
  AND (listening_version IS NULL OR listening_version <> version_id)

-- name: listen-no-more
-- The others let nobody in.
UPDATE journey SET listening_version = NULL, listens_after = NULL
WHERE status NOT IN ('active', 'paused') AND listening_version IS NOT NULL
