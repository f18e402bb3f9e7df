-- name: carts
-- The open carts of contacts: since when they rest, in which store, and the contact's zone.
SELECT c.touched_at, s.name, z.name
FROM cart AS c
JOIN store AS s ON s.id = c.store_id
JOIN contact AS p ON p.id = c.contact_id
LEFT JOIN zone AS z ON z.id = p.zone_id
WHERE c.status = 'open'

-- name: orders
-- The orders of contacts: when they were placed, in which store, and the contact's zone.
SELECT o.placed_at, s.name, z.name
FROM orders AS o
JOIN store AS s ON s.id = o.store_id
JOIN contact AS p ON p.id = o.contact_id
LEFT JOIN zone AS z ON z.id = p.zone_id

-- name: leased
-- The journeys that the messages in hand come from, and the zones they go to.
SELECT o.enrollment_id, o.node_id, j.name, o.channel, z.name
FROM outbox AS o
JOIN contact AS c ON c.id = o.contact_id
JOIN zone AS z ON z.id = c.zone_id
JOIN node AS n ON n.id = o.node_id
JOIN journey_version AS v ON v.id = n.version_id
JOIN journey AS j ON j.id = v.journey_id
WHERE o.state = 'leased'

-- name: letters
-- The messages of a contact, sent or not, earliest first.
SELECT o.channel, o.message, o.state, o.reason, coalesce(o.settled_at, o.queued_at)
FROM outbox AS o
JOIN contact AS c ON c.id = o.contact_id
WHERE c.key = :contact AND o.purpose <> 'internal'
ORDER BY coalesce(o.settled_at, o.queued_at), o.enrollment_id, o.node_id

-- name: whereabouts
-- The steps at which a contact rests in a journey.
SELECT n.key
FROM enrollment AS e
JOIN contact AS c ON c.id = e.contact_id
JOIN journey AS j ON j.id = e.journey_id
JOIN node AS n ON n.id = e.node_id
WHERE c.key = :contact AND j.name = :journey
ORDER BY e.id

-- name: endings
-- Why the runs of a contact in a journey ended, earliest first.
SELECT a.reason
FROM enrollment_archive AS a
JOIN contact AS c ON c.id = a.contact_id
JOIN journey AS j ON j.id = a.journey_id
WHERE c.key = :contact AND j.name = :journey
ORDER BY a.id

-- name: contacts
-- Everybody, by number.
SELECT c.id, c.key FROM contact AS c

-- name: edges
-- The ways out of steps that somebody took.
SELECT DISTINCT j.name, n.number, l.edge
FROM step_log AS l
JOIN node AS n ON n.id = l.from_node
JOIN journey_version AS v ON v.id = n.version_id
JOIN journey AS j ON j.id = v.journey_id

-- name: entered
-- The journeys that somebody entered.
SELECT DISTINCT j.name FROM entry AS e JOIN journey AS j ON j.id = e.journey_id

-- name: sends
-- When a message was sent to contacts, and their zones.
SELECT e.moment, z.name
FROM event AS e
JOIN contact AS p ON p.id = e.contact_id
LEFT JOIN zone AS z ON z.id = p.zone_id
WHERE e.kind = 'email_sent' AND e.subject = :message

-- name: low-products
-- What a contact put into a cart of a store while hardly any were left.
SELECT DISTINCT p.key
FROM contact AS c
JOIN event AS e ON e.contact_id = c.id AND e.kind = 'low_stock_added_to_cart'
JOIN product AS p ON p.id = e.ref
JOIN store AS s ON s.id = p.store_id AND s.name = :store
WHERE c.key = :contact

-- name: points
-- The points of a contact in a score; no row when it never got any.
SELECT p.points
FROM score_points AS p
JOIN contact AS c ON c.id = p.contact_id
WHERE c.key = :contact AND p.score = :score
