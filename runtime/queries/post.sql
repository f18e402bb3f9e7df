-- name: list
-- Messages, the latest first: those that are asked for; '' and -1 ask for all.
SELECT o.enrollment_id, o.node_id, o.channel, o.message, o.purpose, o.state, o.reason, o.attempt,
    o.queued_at, o.not_before, o.handed_at, o.settled_at, j.name, n.number, c.key,
    COALESCE(CASE o.channel WHEN 'sms' THEN c.phone ELSE c.email END, c.key), a.detail,
    o.contact_id, o.epoch
FROM outbox AS o
LEFT JOIN node AS n ON n.id = o.node_id AND o.enrollment_id > 0
LEFT JOIN journey_version AS v ON v.id = n.version_id
LEFT JOIN journey AS j ON j.id = v.journey_id
LEFT JOIN contact AS c ON c.id = o.contact_id
LEFT JOIN attempt AS a ON a.enrollment_id = o.enrollment_id AND a.node_id = o.node_id
    AND a.number = o.attempt
WHERE (:state = '' OR o.state = :state)
  AND (:channel = '' OR o.channel = :channel)
  AND (:message = '' OR o.message = :message)
  AND (:journey = '' OR j.name = :journey)
  AND (:contact = -1 OR o.contact_id = :contact)
  AND (:run = -1 OR (o.enrollment_id = :run AND o.node_id = :step))
  AND (:doubtful = 0 OR o.state = 'unknown' OR (o.state IN ('suppressed', 'expired') AND EXISTS (
    SELECT 1 FROM attempt AS b
    WHERE b.enrollment_id = o.enrollment_id AND b.node_id = o.node_id AND b.outcome = 'unknown'
      AND NOT EXISTS (
        SELECT 1 FROM outbox_move AS m
        WHERE m.enrollment_id = b.enrollment_id AND m.node_id = b.node_id
          AND m.attempt >= b.number AND m.reason = 'resolved'))))
  AND COALESCE(o.settled_at, o.handed_at, o.queued_at) >= :since
ORDER BY COALESCE(o.settled_at, o.handed_at, o.queued_at) DESC, o.enrollment_id DESC, o.node_id DESC
LIMIT :most

-- name: counts
-- How many of them there are in each state.
SELECT o.state, COUNT(*)
FROM outbox AS o
LEFT JOIN node AS n ON n.id = o.node_id AND o.enrollment_id > 0
LEFT JOIN journey_version AS v ON v.id = n.version_id
LEFT JOIN journey AS j ON j.id = v.journey_id
WHERE (:state = '' OR o.state = :state)
  AND (:channel = '' OR o.channel = :channel)
  AND (:message = '' OR o.message = :message)
  AND (:journey = '' OR j.name = :journey)
  AND (:contact = -1 OR o.contact_id = :contact)
  AND (:run = -1 OR (o.enrollment_id = :run AND o.node_id = :step))
  AND (:doubtful = 0 OR o.state = 'unknown' OR (o.state IN ('suppressed', 'expired') AND EXISTS (
    SELECT 1 FROM attempt AS b
    WHERE b.enrollment_id = o.enrollment_id AND b.node_id = o.node_id AND b.outcome = 'unknown'
      AND NOT EXISTS (
        SELECT 1 FROM outbox_move AS m
        WHERE m.enrollment_id = b.enrollment_id AND m.node_id = b.node_id
          AND m.attempt >= b.number AND m.reason = 'resolved'))))
  AND COALESCE(o.settled_at, o.handed_at, o.queued_at) >= :since
GROUP BY o.state
ORDER BY o.state

-- name: names
-- The messages that are in the outbox, and the journeys that wrote them.
SELECT DISTINCT o.message, COALESCE(j.name, '')
FROM outbox AS o
LEFT JOIN node AS n ON n.id = o.node_id AND o.enrollment_id > 0
LEFT JOIN journey_version AS v ON v.id = n.version_id
LEFT JOIN journey AS j ON j.id = v.journey_id

-- name: attempts
-- The attempts of one message.
SELECT a.number, a.at, a.outcome, a.origin, a.state, a.again, a.detail
FROM attempt AS a
WHERE a.enrollment_id = :run AND a.node_id = :step
ORDER BY a.number

-- name: moves
-- What became of it between its attempts, decisions aside.
SELECT m.attempt, m.at, m.origin, m.state, m.reason
FROM outbox_move AS m
WHERE m.enrollment_id = :run AND m.node_id = :step
  AND COALESCE(m.reason, '') NOT IN ('resolved', 'again')
ORDER BY m.id

-- name: decisions
-- What was decided about it.
SELECT d.at, d.origin, d.state, d.who, d.why
FROM decision AS d
WHERE d.enrollment_id = :run AND d.node_id = :step
ORDER BY d.id

-- name: decide
-- Writes down what somebody decides about the rows in hand that are still as they were.
INSERT INTO decision (at, enrollment_id, node_id, attempt, origin, state, who, why)
SELECT :now, o.enrollment_id, o.node_id, o.attempt, w.origin, w.state, :who, :why
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
WHERE o.state = w.origin AND o.epoch = w.epoch
ORDER BY o.enrollment_id, o.node_id

-- name: ask-again
-- Asks about the rows in hand as if they left now; they are to speak to the contact herself. Nothing
-- is too old: whoever decides gives a message its whole time again.
INSERT INTO asking (enrollment_id, node_id, contact_id, channel, purpose, topic, at, late, again,
    abroad)
SELECT o.enrollment_id, o.node_id, o.contact_id, o.channel, o.purpose, COALESCE(j.name, ''), :now,
    0,
    CASE WHEN o.purpose = 'cart' AND EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.enrollment_id = o.enrollment_id
          AND earlier.node_id < o.node_id
          AND earlier.channel = o.channel
          AND earlier.purpose <> 'internal'
          AND earlier.state <> 'suppressed') THEN 1 ELSE 0 END,
    0
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
LEFT JOIN node AS n ON n.id = o.node_id
LEFT JOIN journey_version AS v ON v.id = n.version_id
LEFT JOIN journey AS j ON j.id = v.journey_id
WHERE o.purpose <> 'internal'

-- name: foreseen
-- How many of them the last look will stop, and why, as things are: as `outbox.stop-over` and the
-- rulings do it.
SELECT f.reason, COUNT(*)
FROM (
    SELECT CASE
        WHEN o.purpose = 'internal' THEN CASE WHEN EXISTS (
            SELECT 1 FROM contact AS c
            WHERE c.id = o.contact_id AND c.erased_at IS NOT NULL) THEN 'erased' ELSE 'send' END
        WHEN o.purpose <> 'transactional' AND EXISTS (
            SELECT 1
            FROM enrollment_archive AS a
            JOIN step_log AS l ON l.enrollment_id = a.id AND l.seq = a.seq AND l.edge = 'exit'
            WHERE a.id = o.enrollment_id) THEN 'exit'
        ELSE k.ruling END AS reason
    FROM outbox_work AS w
    JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
    LEFT JOIN consent_case AS k ON k.enrollment_id = w.enrollment_id AND k.node_id = w.node_id
) AS f
WHERE f.reason NOT IN ('send', 'flag', 'defer')
GROUP BY f.reason
ORDER BY f.reason

-- name: deployed
-- The program by which a message was written.
SELECT p.ir
FROM node AS n
JOIN journey_version AS v ON v.id = n.version_id
JOIN program AS p ON p.id = v.program_id
WHERE n.id = :step AND :run > 0
UNION ALL
SELECT p.ir
FROM offer AS f
JOIN program AS p ON p.id = f.program_id
WHERE f.id = -:run

-- name: address
-- A contact's key and e-mail address, as they are now.
SELECT c.key, c.email FROM contact AS c WHERE c.id = :contact

-- name: destinations
-- Where messages go, with what went wrong there.
SELECT d.name, d.failures, d.reason, d.opened_at, d.probe_at, d.changed_at
FROM destination AS d
ORDER BY d.name

-- name: failing
-- More failed in a row at one of them; when there are too many, it is left alone.
INSERT INTO destination (name, failures, reason, opened_at, probe_at, changed_at)
VALUES (:name, :failures, :reason, CASE WHEN :failures >= :most THEN :now END,
    CASE WHEN :failures >= :most THEN :next END, :now)
ON CONFLICT (name) DO UPDATE SET
    failures = destination.failures + excluded.failures,
    reason = excluded.reason,
    opened_at = CASE
        WHEN destination.opened_at IS NULL AND destination.failures + excluded.failures >= :most
            THEN :now
        ELSE destination.opened_at
    END,
    probe_at = CASE
        WHEN destination.opened_at IS NULL AND destination.failures + excluded.failures >= :most
            THEN :next
        ELSE destination.probe_at
    END,
    changed_at = excluded.changed_at

-- name: well
-- Something got through: all may go there.
UPDATE destination
SET failures = 0, reason = NULL, opened_at = NULL, probe_at = NULL, changed_at = :now
WHERE name = :name

-- name: probe
-- Lets one message through to see, unless somebody else is doing so.
UPDATE destination SET probe_at = :next, changed_at = :now
WHERE name = :name AND opened_at IS NOT NULL AND probe_at <= :now

-- name: hold-allowance
-- Nobody else spends of it until the end of this transaction.
INSERT INTO allowance (channel, units, at) VALUES (:channel, :units, :now)
ON CONFLICT (channel) DO UPDATE SET channel = excluded.channel

-- name: allowance
-- What was left, and when.
SELECT a.units, a.at FROM allowance AS a WHERE a.channel = :channel

-- name: put-allowance
-- What is left.
UPDATE allowance SET units = :units, at = :now WHERE channel = :channel

-- name: give-back
-- What was taken and not used.
UPDATE allowance SET units = units + :units WHERE channel = :channel
