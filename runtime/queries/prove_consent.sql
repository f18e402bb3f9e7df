-- name: against-her-will
-- Marketing was handed off though the consent log that could be read then did not allow it; who has
-- no line there has agreed to nothing. What could be read is noted since the first deployment by a
-- Jalon that does: before it, nobody knows.
SELECT o.enrollment_id, o.node_id, o.purpose, COALESCE(k.state, 'nothing told'), k.id, o.handed_at
FROM outbox AS o
LEFT JOIN consent AS k ON k.id = (
    SELECT MAX(s.id) FROM consent AS s
    WHERE s.contact_id = o.contact_id AND s.channel = o.channel AND s.topic = ''
      AND s.purpose <> 'tracking'
      AND s.id <= o.consent_rev)
WHERE o.purpose IN ('marketing', 'cart') AND o.handed_at IS NOT NULL
  AND (o.consent_rev IS NOT NULL OR o.handed_at >= (SELECT MIN(d.at) FROM deployment AS d))
  AND (k.state IN ('unsubscribed', 'cleaned')
    OR (COALESCE(k.state, '') <> 'subscribed'
      AND (o.purpose = 'marketing' OR o.channel <> 'email' OR k.state = 'pending')
      AND NOT EXISTS (
        SELECT 1
        FROM node AS n
        JOIN journey_version AS v ON v.id = n.version_id
        JOIN journey AS j ON j.id = v.journey_id
        JOIN consent AS t ON t.topic = j.name
        WHERE n.id = o.node_id AND t.contact_id = o.contact_id AND t.channel = o.channel
          AND t.state = 'subscribed' AND t.id <= o.consent_rev)))
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: against-the-topic
-- Marketing was handed off though she had told that she wants none of this journey.
SELECT o.enrollment_id, o.node_id, j.name, k.id, o.handed_at
FROM outbox AS o
JOIN node AS n ON n.id = o.node_id
JOIN journey_version AS v ON v.id = n.version_id
JOIN journey AS j ON j.id = v.journey_id
JOIN consent AS k ON k.id = (
    SELECT MAX(s.id) FROM consent AS s
    WHERE s.contact_id = o.contact_id AND s.channel = o.channel AND s.topic = j.name
      AND s.id <= o.consent_rev)
WHERE o.purpose IN ('marketing', 'cart') AND o.handed_at IS NOT NULL AND k.state = 'unsubscribed'
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: to-a-suppressed-address
-- Marketing was handed off more than two leases after its address had been suppressed.
SELECT o.enrollment_id, o.node_id, s.reason, s.at, o.handed_at
FROM outbox AS o
JOIN contact AS c ON c.id = o.contact_id
JOIN suppression AS s ON s.channel = o.channel
    AND s.address = CASE o.channel WHEN 'sms' THEN c.phone_hmac ELSE c.email_hmac END
WHERE o.purpose IN ('marketing', 'cart') AND o.handed_at > s.at + :patience
  AND s.purpose IN ('all', 'marketing') AND s.topic = ''
ORDER BY o.enrollment_id, o.node_id
LIMIT :most

-- name: versions
-- The versions whose rules are known to have held since an instant, with their programs.
SELECT j.id, j.name, v.id, n.id, v.program_id, p.ir,
    (SELECT COALESCE(MAX(d.at), 0) FROM deployment AS d),
    CASE WHEN v.program_id = (SELECT d.program_id FROM deployment AS d ORDER BY d.id DESC LIMIT 1)
        THEN 1 ELSE 0 END
FROM journey_version AS v
JOIN journey AS j ON j.id = v.journey_id
JOIN program AS p ON p.id = v.program_id
JOIN node AS n ON n.version_id = v.id AND n.number = 0
ORDER BY v.id

-- name: in-quiet-hours
-- Marketing was handed off in quiet hours, on the clock of a contact of whom nothing has changed
-- since.
SELECT h.enrollment_id, h.node_id, h.handed_at, h.clock
FROM (
    SELECT o.enrollment_id, o.node_id, o.handed_at,
        (o.handed_at + COALESCE(s.utc_offset, 0)) % 86400000 AS clock
    FROM outbox AS o
    JOIN node AS n ON n.id = o.node_id AND n.version_id = :version
    JOIN contact AS c ON c.id = o.contact_id
    LEFT JOIN zone_span AS s ON s.zone_id = c.zone_id AND s.utc_from = (
        SELECT MAX(t.utc_from) FROM zone_span AS t
        WHERE t.zone_id = c.zone_id AND t.utc_from <= o.handed_at)
    WHERE o.purpose IN ('marketing', 'cart') AND o.channel = :channel
      AND o.handed_at >= :since AND c.changed_at <= o.handed_at
) AS h
WHERE (:quiet_from < :quiet_to AND h.clock >= :quiet_from AND h.clock < :quiet_to)
   OR (:quiet_from > :quiet_to AND (h.clock >= :quiet_from OR h.clock < :quiet_to))
ORDER BY h.enrollment_id, h.node_id
LIMIT :most

-- name: too-often
-- A contact of whom nothing has changed since got more messages in her day, week or month than there
-- may be; this one is beyond.
SELECT f.enrollment_id, f.node_id, f.contact_id, f.nth, f.handed_at
FROM (
    SELECT p.enrollment_id, p.node_id, p.contact_id, p.handed_at, p.version_id, p.changed_at,
        COUNT(*) OVER (PARTITION BY p.contact_id, p.period ORDER BY p.handed_at) AS nth
    FROM (
        SELECT d.enrollment_id, d.node_id, d.contact_id, d.handed_at, d.version_id, d.changed_at,
            CASE :per
                WHEN 'day' THEN d.day
                WHEN 'week' THEN d.day + 259200000 - (d.day + 259200000) % 604800000
                ELSE (SELECT MAX(m.number) FROM month AS m WHERE m.first_day * 86400000 <= d.day)
            END AS period
        FROM (
            SELECT o.enrollment_id, o.node_id, o.contact_id, o.handed_at, n.version_id,
                c.changed_at,
                o.handed_at + COALESCE(s.utc_offset, 0)
                    - (o.handed_at + COALESCE(s.utc_offset, 0)) % 86400000 AS day
            FROM outbox AS o
            JOIN node AS n ON n.id = o.node_id
            JOIN contact AS c ON c.id = o.contact_id
            LEFT JOIN zone_span AS s ON s.zone_id = c.zone_id AND s.utc_from = (
                SELECT MAX(t.utc_from) FROM zone_span AS t
                WHERE t.zone_id = c.zone_id AND t.utc_from <= o.handed_at)
            WHERE o.purpose IN ('marketing', 'cart') AND o.handed_at IS NOT NULL
              AND o.state IN ('handoff', 'accepted', 'unknown')
              AND (:channel = '' OR o.channel = :channel)
        ) AS d
    ) AS p
) AS f
JOIN journey_version AS v ON v.id = f.version_id
WHERE f.nth > :limit AND f.handed_at >= :since AND f.changed_at <= f.handed_at
  AND v.program_id = :program
ORDER BY f.contact_id, f.handed_at
LIMIT :most

-- name: waits
-- How long runs rested at least before they left a step because the time was over.
SELECT l.from_node, l.edge, MIN(l.at - p.at)
FROM step_log AS l
JOIN step_log AS p ON p.enrollment_id = l.enrollment_id AND p.seq = l.seq - 1
    AND p.to_node = l.from_node
WHERE l.edge IN ('elapsed', 'timeout')
GROUP BY l.from_node, l.edge

-- name: hasty-waits
-- A run went on before the time that it had to wait was over.
SELECT l.enrollment_id, l.seq, l.from_node, p.at, l.at
FROM step_log AS l
JOIN step_log AS p ON p.enrollment_id = l.enrollment_id AND p.seq = l.seq - 1
    AND p.to_node = l.from_node
WHERE l.from_node = :node AND l.edge = :edge AND l.at - p.at < :least
ORDER BY l.enrollment_id, l.seq
LIMIT :most

-- name: listening
-- The journeys that listen, since which event, and with which program.
SELECT j.id, j.name, j.listens_after, j.activated_at, v.program_id, p.ir,
    (SELECT COUNT(*) FROM engine)
FROM journey AS j
JOIN journey_version AS v ON v.id = j.listening_version AND v.id = j.version_id
JOIN program AS p ON p.id = v.program_id
WHERE j.listens_after IS NOT NULL AND j.activated_at IS NOT NULL
ORDER BY j.id
