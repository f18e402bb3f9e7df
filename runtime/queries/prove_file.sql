-- name: damaged
-- The file is damaged: go back to the latest copy of it.
SELECT i.integrity_check FROM pragma_integrity_check AS i WHERE i.integrity_check <> 'ok' LIMIT :most

-- name: pointing-nowhere
-- A row speaks of another one that is not there.
SELECT k."table", k.parent, COUNT(*), MIN(k.rowid)
FROM pragma_foreign_key_check AS k
GROUP BY k."table", k.parent
ORDER BY k."table", k.parent
LIMIT :most

-- name: known-though-erased
-- Of somebody who was erased, something is known all the same: her row is not as erasure leaves it,
-- or there are rows that erasure deletes or empties. What we sent stays, in a form of our own.
WITH erased AS MATERIALIZED (
    SELECT c.id, c.erased_at FROM contact AS c WHERE c.erased_at IS NOT NULL
)
SELECT x.id, x.place, x.erased_at
FROM (
    SELECT c.id, c.erased_at, 'contact' AS place FROM contact AS c
    WHERE c.erased_at IS NOT NULL AND (c.key <> ' erased ' || c.id OR c.bucket <> 0
        OR c.zone_id <> 0 OR c.vip <> 0 OR c.archived = 0 OR c.tracking <> 'denied'
        OR c.email_status NOT IN ('unsubscribed', 'cleaned') OR c.sms_status <> 'unsubscribed')
    UNION
    SELECT e.id, e.erased_at, 'contact_tag'
    FROM erased AS e JOIN contact_tag AS t ON t.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'contact_group'
    FROM erased AS e JOIN contact_group AS g ON g.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'segment_member'
    FROM erased AS e JOIN segment_member AS m ON m.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'topic_consent'
    FROM erased AS e JOIN topic_consent AS t ON t.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'score_points'
    FROM erased AS e JOIN score_points AS p ON p.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'barred'
    FROM erased AS e JOIN barred AS b ON b.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'enrollment'
    FROM erased AS e JOIN enrollment AS n ON n.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'event'
    FROM erased AS e JOIN event AS v ON v.contact_id = e.id
    WHERE v.kind NOT IN ('email_sent', 'sms_sent') OR v.folded IS NOT NULL
       OR (v.cause IS NULL AND COALESCE(substr(v.dedupe, 1, 5), '') <> 'sent:')
    UNION
    SELECT e.id, e.erased_at, 'orders'
    FROM erased AS e JOIN orders AS o ON o.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'cart'
    FROM erased AS e JOIN cart AS k ON k.contact_id = e.id
    UNION
    SELECT e.id, e.erased_at, 'holding'
    FROM erased AS e JOIN holding AS h ON h.contact_id = e.id
    WHERE h.own = 1 AND h.code <> ' erased ' || h.id
    UNION
    SELECT e.id, e.erased_at, 'consent'
    FROM erased AS e JOIN consent AS s ON s.contact_id = e.id
    WHERE s.source <> 'erased' OR s.proof IS NOT NULL OR s.text_version IS NOT NULL
       OR s.ip_hmac IS NOT NULL
    UNION
    SELECT e.id, e.erased_at, 'quarantine'
    FROM erased AS e JOIN quarantine AS q ON q.contact_id = e.id
    WHERE q.reason <> 'erased' AND q.at <= e.erased_at
    UNION
    SELECT e.id, e.erased_at, 'attempt'
    FROM erased AS e
    JOIN outbox AS o ON o.contact_id = e.id
    JOIN attempt AS a ON a.enrollment_id = o.enrollment_id AND a.node_id = o.node_id
    WHERE a.detail IS NOT NULL AND a.at <= e.erased_at
    UNION
    SELECT e.id, e.erased_at, 'decision'
    FROM erased AS e
    JOIN outbox AS o ON o.contact_id = e.id
    JOIN decision AS d ON d.enrollment_id = o.enrollment_id AND d.node_id = o.node_id
    WHERE d.why IS NOT NULL AND d.at <= e.erased_at
    UNION
    SELECT e.id, e.erased_at, 'soft_bounce'
    FROM erased AS e
    JOIN outbox AS o ON o.contact_id = e.id
    JOIN soft_bounce AS b ON b.enrollment_id = o.enrollment_id AND b.node_id = o.node_id
) AS x
ORDER BY x.id, x.place
LIMIT :most
