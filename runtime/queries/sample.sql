-- name: contact
-- One contact, whole, by key or address.
SELECT c.*
FROM contact AS c
WHERE c.key = :key OR c.fold_email = :folded
ORDER BY c.key = :key DESC
LIMIT 1

-- name: event
-- The contact's latest event of one kind, and what it is about.
SELECT e.id, e.ref
FROM event AS e
WHERE e.contact_id = :contact AND e.kind = :kind
ORDER BY e.moment DESC, e.id DESC
LIMIT 1

-- name: cart
-- The contact's latest cart.
SELECT k.id FROM cart AS k WHERE k.contact_id = :contact ORDER BY k.updated_at DESC, k.id DESC LIMIT 1

-- name: order
-- The contact's latest order.
SELECT o.id FROM orders AS o WHERE o.contact_id = :contact ORDER BY o.placed_at DESC, o.id DESC LIMIT 1

-- name: codes
-- The contact's good codes, the latest last.
SELECT h.discount, h.code, h.title, h.type, h.value, h.currency, h.minimum, h.minimum_currency,
    h.last_at
FROM held AS h
WHERE h.contact_id = :contact AND h.own = 1 AND h.good = 1
  AND (h.last_at IS NULL OR h.last_at > :now)
ORDER BY h.id
