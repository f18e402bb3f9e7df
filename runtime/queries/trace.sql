-- name: contact
-- The contact of a key, and those of an address or a number; a few of them when there are many.
SELECT c.id, c.key, c.email, c.first_name, c.last_name, z.name, c.email_status, c.sms_status,
    c.archived, c.added_at
FROM contact AS c LEFT JOIN zone AS z ON z.id = c.zone_id
WHERE c.key = :key OR c.fold_email = :folded OR c.email_hmac = :address OR c.phone_hmac = :address
ORDER BY c.key = :key DESC, c.key
LIMIT 5

-- name: similar
-- Contacts whose address or key begins alike, to guess who was meant.
SELECT email FROM contact WHERE fold_email >= :first AND fold_email < :beyond AND email IS NOT NULL
UNION
SELECT key FROM contact WHERE key >= :first AND key < :beyond
LIMIT 500

-- name: journeys
-- All journeys, with their first activation and their current version.
SELECT name, status, activated_at, version_id FROM journey ORDER BY name

-- name: runs
-- The contact's runs, in progress and finished, each with what let her in and its goal.
WITH run AS (
    SELECT n.id, n.journey_id, n.version_id, n.entered_at, NULL AS ended_at, NULL AS reason,
        n.node_id, n.due, n.event_id, n.ref
    FROM journey AS j CROSS JOIN enrollment AS n ON n.journey_id = j.id AND n.contact_id = :contact
    UNION ALL
    SELECT a.id, a.journey_id, a.version_id, a.entered_at, a.ended_at, a.reason,
        a.node_id, NULL, a.event_id, a.ref
    FROM journey AS j
    CROSS JOIN enrollment_archive AS a ON a.journey_id = j.id AND a.contact_id = :contact
)
SELECT r.id, j.name, r.version_id, r.entered_at, r.ended_at, r.reason, d.number, r.due,
    e.kind, e.subject, g.at
FROM run AS r
JOIN journey AS j ON j.id = r.journey_id
JOIN node AS d ON d.id = r.node_id
LEFT JOIN event AS e ON e.id = r.event_id
LEFT JOIN goal AS g ON g.enrollment_id = r.id
ORDER BY r.entered_at, r.id

-- name: steps
-- The steps of one run.
SELECT l.seq, f.number, t.number, l.edge, l.at, f.version_id
FROM step_log AS l
LEFT JOIN node AS f ON f.id = l.from_node
JOIN node AS t ON t.id = l.to_node
WHERE l.enrollment_id = :run
ORDER BY l.seq

-- name: messages
-- The messages of one run, with the outcome of the last attempt.
SELECT d.number, o.channel, o.message, o.purpose, o.state, o.reason, o.queued_at, o.not_before,
    o.handed_at, o.settled_at, o.attempt, t.detail, d.version_id
FROM outbox AS o
JOIN node AS d ON d.id = o.node_id
LEFT JOIN attempt AS t
    ON t.enrollment_id = o.enrollment_id AND t.node_id = o.node_id AND t.number = o.attempt
WHERE o.enrollment_id = :run
ORDER BY o.queued_at, d.number

-- name: held
-- Why a run does not go on, although it is ready.
SELECT reason FROM held_run WHERE enrollment_id = :run AND reason <> 'released'

-- name: barred
-- The journeys that the contact may not enter.
SELECT j.name FROM barred AS b JOIN journey AS j ON j.id = b.journey_id
WHERE b.contact_id = :contact ORDER BY j.name

-- name: refusals
-- When the contact was not let in, and why.
SELECT j.name, r.reason, r.at, e.kind, e.subject
FROM refusal AS r
JOIN journey AS j ON j.id = r.journey_id
LEFT JOIN event AS e ON e.id = r.event_id
WHERE r.contact_id = :contact
ORDER BY r.at, r.id

-- name: quarantine
-- Rows of the contact that could not be carried out.
SELECT j.name, q.stage, d.number, q.reason, q.at
FROM quarantine AS q
LEFT JOIN node AS d ON d.id = q.node_id
LEFT JOIN journey_version AS v ON v.id = d.version_id
LEFT JOIN journey AS j ON j.id = v.journey_id
WHERE q.contact_id = :contact
ORDER BY q.at, q.id

-- name: events
-- The contact's latest events of the given kinds, latest first.
SELECT e.kind, e.subject, e.at, e.moment, e.origin, j.name
FROM json_each(:kinds) AS k
CROSS JOIN event AS e ON e.kind = k.value AND e.contact_id = :contact
LEFT JOIN journey AS j ON j.id = e.cause
ORDER BY e.at DESC, e.moment DESC, e.id DESC
LIMIT :limit

-- name: version
-- The program in which a version of a journey stands, and the journey's name.
SELECT p.id, p.ir, j.name
FROM journey_version AS v
JOIN journey AS j ON j.id = v.journey_id
JOIN program AS p ON p.id = v.program_id
WHERE v.id = :version
