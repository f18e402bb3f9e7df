-- Every key is looked for by reading the rows themselves: an expression, and a column that no index
-- of the key holds, keep the database from trusting the index that is to be checked.

-- name: twice
-- A key that may be there once is there more often.
SELECT k.what, k.value, k.times
FROM (
    SELECT 'event' AS what, e.dedupe || '' AS value, COUNT(*) AS times, MIN(e.received_at) AS seen
    FROM event AS e WHERE e.dedupe IS NOT NULL GROUP BY e.dedupe || '' HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'contact', c.key || '', COUNT(*), MIN(c.added_at)
    FROM contact AS c GROUP BY c.key || '' HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'address', c.fold_email || '', COUNT(*), MIN(c.added_at)
    FROM contact AS c WHERE c.fold_email IS NOT NULL GROUP BY c.fold_email || '' HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'phone', c.phone || '', COUNT(*), MIN(c.added_at)
    FROM contact AS c WHERE c.phone IS NOT NULL GROUP BY c.phone || '' HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'order', o.store_id || ':' || o.key, COUNT(*), MIN(o.total)
    FROM orders AS o GROUP BY o.store_id || ':' || o.key HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'cart', t.store_id || ':' || t.key, COUNT(*), MIN(t.total)
    FROM cart AS t GROUP BY t.store_id || ':' || t.key HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'product', p.store_id || ':' || p.key, COUNT(*), MIN(p.sold_out)
    FROM product AS p GROUP BY p.store_id || ':' || p.key HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'entry', t.journey_id || ':' || t.contact_id || ':' || t.occurrence, COUNT(*),
        MIN(t.enrollment_id)
    FROM entry AS t GROUP BY t.journey_id || ':' || t.contact_id || ':' || t.occurrence
    HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'run of an entry', t.enrollment_id || '', COUNT(*), MIN(t.contact_id)
    FROM entry AS t GROUP BY t.enrollment_id || '' HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'run', n.journey_id || ':' || n.contact_id || ':' || n.slot, COUNT(*), MIN(n.entered_at)
    FROM enrollment AS n GROUP BY n.journey_id || ':' || n.contact_id || ':' || n.slot
    HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'line', l.enrollment_id || ':' || l.seq, COUNT(*), MIN(l.at)
    FROM step_log AS l GROUP BY l.enrollment_id || ':' || l.seq HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'message', o.enrollment_id || ':' || o.node_id, COUNT(*), MIN(o.queued_at)
    FROM outbox AS o GROUP BY o.enrollment_id || ':' || o.node_id HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'attempt', a.enrollment_id || ':' || a.node_id || ':' || a.number, COUNT(*), MIN(a.at)
    FROM attempt AS a GROUP BY a.enrollment_id || ':' || a.node_id || ':' || a.number
    HAVING COUNT(*) > 1
    UNION ALL
    SELECT 'program', p.digest || '', COUNT(*), MIN(p.deployed_at)
    FROM program AS p GROUP BY p.digest || '' HAVING COUNT(*) > 1
) AS k
ORDER BY k.what, k.value
LIMIT :most

-- name: rows-of-runs
-- How many runs there are, in progress and finished.
SELECT (SELECT COUNT(*) FROM enrollment) + (SELECT COUNT(*) FROM enrollment_archive)

-- name: rows-of-lines
-- How many steps were taken.
SELECT COUNT(*) FROM step_log

-- name: rows-of-messages
-- How many messages there are.
SELECT COUNT(*) FROM outbox

-- name: rows-of-attempts
-- How many attempts there were.
SELECT COUNT(*) FROM attempt

-- name: rows-of-events
-- How many events there are.
SELECT COUNT(*) FROM event

-- name: rows-of-entries
-- How often somebody was let in.
SELECT COUNT(*) FROM entry

-- name: rows-of-contacts
-- How many contacts there are.
SELECT COUNT(*) FROM contact

-- name: rows-of-waits
-- How many runs wait for an instant.
SELECT COUNT(*) FROM waiting
