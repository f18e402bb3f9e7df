-- name: sent
-- Messages handed over since an instant, with their contact.
SELECT o.enrollment_id, o.node_id, o.message, c.key
FROM outbox AS o JOIN contact AS c ON c.id = o.contact_id
WHERE o.state = 'accepted' AND o.channel = 'email' AND o.settled_at > :since AND o.settled_at <= :now
ORDER BY o.enrollment_id, o.node_id

-- name: storyteller
-- The contact whose finished runs crossed the most steps: a good story to trace.
SELECT c.key
FROM step_log AS s
JOIN enrollment_archive AS a ON a.id = s.enrollment_id
JOIN contact AS c ON c.id = a.contact_id
GROUP BY c.id
ORDER BY COUNT(DISTINCT a.journey_id) DESC, COUNT(*) DESC, c.id
LIMIT 1

-- name: totals
-- How much there is of everything.
SELECT (SELECT COUNT(*) FROM contact), (SELECT COUNT(*) FROM orders), (SELECT COUNT(*) FROM event),
    (SELECT COUNT(*) FROM entry), (SELECT COUNT(*) FROM step_log),
    (SELECT COUNT(*) FROM outbox WHERE state = 'accepted')

-- name: letters
-- One delivered e-mail of each message, the first of its kind.
SELECT o.message, o.enrollment_id, o.node_id
FROM outbox AS o
JOIN (
    SELECT message, MIN(enrollment_id) AS enrollment_id FROM outbox
    WHERE state = 'accepted' AND channel = 'email' GROUP BY message) AS f
    ON f.message = o.message AND f.enrollment_id = o.enrollment_id
WHERE o.state = 'accepted'
ORDER BY o.message
