-- name: tags
-- Her tags.
SELECT name, at FROM contact_tag WHERE contact_id = :contact ORDER BY tag

-- name: groups
-- Her groups.
SELECT grp, at FROM contact_group WHERE contact_id = :contact ORDER BY grp

-- name: consents
-- What she agreed to and what not, since when, and how we know.
SELECT channel, purpose, topic, state, at, source, proof, text_version, ip_hmac
FROM consent WHERE contact_id = :contact ORDER BY id

-- name: topics
-- What she said of single topics.
SELECT channel, topic, state, at FROM topic_consent WHERE contact_id = :contact
ORDER BY channel, topic

-- name: suppressions
-- Why nothing goes to her addresses.
SELECT s.channel, s.reason, s.purpose, s.topic, s.at
FROM contact AS c
JOIN suppression AS s ON (s.channel = 'email' AND s.address = c.email_hmac)
    OR (s.channel = 'sms' AND s.address = c.phone_hmac)
WHERE c.id = :contact
ORDER BY s.at, s.channel, s.reason

-- name: bounces
-- When her mailboxes put messages off.
SELECT b.channel, b.at
FROM contact AS c
JOIN soft_bounce AS b ON b.address = c.email_hmac OR b.address = c.phone_hmac
WHERE c.id = :contact
ORDER BY b.at

-- name: points
-- Her points.
SELECT score, points FROM score_points WHERE contact_id = :contact ORDER BY score

-- name: codes
-- The codes she holds.
SELECT discount, code, title, type, value, currency, issued_at, ends_at
FROM holding WHERE contact_id = :contact ORDER BY id

-- name: used-codes
-- The codes she used, and with which order.
SELECT r.discount, s.name, o.key
FROM redemption AS r
JOIN orders AS o ON o.id = r.order_id
JOIN store AS s ON s.id = o.store_id
WHERE r.contact_id = :contact
ORDER BY r.order_id

-- name: orders
-- Her orders; amounts in minor units.
SELECT s.name, o.key, o.placed_at, o.currency, o.total, o.units, o.financial_status,
    o.fulfillment_status, o.cancelled_at, o.discount_code
FROM orders AS o JOIN store AS s ON s.id = o.store_id
WHERE o.contact_id = :contact
ORDER BY o.placed_at, o.id

-- name: order-lines
-- What she ordered.
SELECT s.name, o.key, p.key, p.name, l.quantity, l.unit_price, l.total
FROM orders AS o
JOIN store AS s ON s.id = o.store_id
JOIN order_line AS l ON l.order_id = o.id
LEFT JOIN product AS p ON p.id = l.product_id
WHERE o.contact_id = :contact
ORDER BY o.placed_at, o.id, l.line_no

-- name: carts
-- Her carts.
SELECT s.name, t.key, t.status, t.updated_at, t.currency, t.total, t.checkout_url
FROM cart AS t JOIN store AS s ON s.id = t.store_id
WHERE t.contact_id = :contact
ORDER BY t.updated_at, t.id

-- name: cart-lines
-- What was in them.
SELECT s.name, t.key, p.key, p.name, l.quantity, l.unit_price
FROM cart AS t
JOIN store AS s ON s.id = t.store_id
JOIN cart_line AS l ON l.cart_id = t.id
JOIN product AS p ON p.id = l.product_id
WHERE t.contact_id = :contact
ORDER BY t.updated_at, t.id, l.line_no

-- name: events
-- Her events of one kind.
SELECT e.kind, e.subject, e.at, e.received_at, e.origin, s.name, j.name, e.dedupe, e.properties
FROM event AS e
LEFT JOIN store AS s ON s.id = e.store_id
LEFT JOIN journey AS j ON j.id = e.cause
WHERE e.kind = :kind AND e.contact_id = :contact
ORDER BY e.at, e.id

-- name: attempts
-- What became of each attempt to send her something.
SELECT o.channel, o.message, a.number, a.outcome, a.detail, a.at
FROM journey AS j
CROSS JOIN entry AS n
JOIN outbox AS o ON o.enrollment_id = n.enrollment_id
JOIN attempt AS a ON a.enrollment_id = o.enrollment_id AND a.node_id = o.node_id
WHERE n.journey_id = j.id AND n.contact_id = :contact
ORDER BY a.at, a.enrollment_id, a.node_id, a.number

-- name: decisions
-- What somebody decided about a message to her.
SELECT o.channel, o.message, d.at, d.origin, d.state, d.who, d.why
FROM journey AS j
CROSS JOIN entry AS n
JOIN outbox AS o ON o.enrollment_id = n.enrollment_id
JOIN decision AS d ON d.enrollment_id = o.enrollment_id AND d.node_id = o.node_id
WHERE n.journey_id = j.id AND n.contact_id = :contact
ORDER BY d.id

-- name: admissions
-- Where she was among the first.
SELECT j.name, a.step_key, a.place
FROM admitted AS a JOIN journey AS j ON j.id = a.journey_id
WHERE a.contact_id = :contact
ORDER BY j.name, a.step_key

-- name: offers-refused
-- After which orders she got no offer, and why.
SELECT f.name, s.name, o.key, r.reason, r.at
FROM offer_refusal AS r
JOIN offer AS f ON f.id = r.offer_id
JOIN orders AS o ON o.id = r.order_id
JOIN store AS s ON s.id = o.store_id
WHERE r.contact_id = :contact
ORDER BY r.at, r.order_id

-- name: contact
-- Her row, whole.
SELECT * FROM contact WHERE id = :contact

-- name: look
-- She alone is looked at.
INSERT INTO looked (contact_id) VALUES (:contact)
