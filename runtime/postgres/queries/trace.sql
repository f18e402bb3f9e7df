-- name: events
-- The contact's latest events of the given kinds, latest first.
SELECT e.kind, e.subject, e.at, e.moment, e.origin, j.name
FROM json_array_elements_text(%(kinds)s::json) AS k (value)
JOIN event AS e ON e.kind = k.value AND e.contact_id = %(contact)s
LEFT JOIN journey AS j ON j.id = e.cause
ORDER BY e.moment DESC, e.id DESC
LIMIT %(limit)s
