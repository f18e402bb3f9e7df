-- name: live
-- The offers that are not deleted, and those that somebody deleted by hand and the project declares.
SELECT id, name, state, declared, discount FROM offer
WHERE state <> 'deleted' OR by_hand = 1
ORDER BY name

-- name: create
-- A new offer; its figures begin here. OFFER-43
INSERT INTO offer (name, title, store_id, discount, address, program_id, state, declared,
    created_at, changed_at)
SELECT :name, :title, t.id, :discount, :address, :program, :state, :state, :now, :now
FROM store AS t WHERE t.name = :store

-- name: edit
-- What the project says of an offer now; what was issued stays as it is. OFFER-15, OFFER-32
UPDATE offer SET title = :title, discount = :discount, declared = :declared,
    address = :address, program_id = :program,
    store_id = (SELECT t.id FROM store AS t WHERE t.name = :store)
WHERE id = :id

-- name: forget
-- A deleted offer that the project no longer declares: the next one of its name is another one.
UPDATE offer SET by_hand = 0 WHERE id = :id

-- name: move
-- Another state.
UPDATE offer SET state = :to, reason = NULL, by_hand = :by_hand, moves = moves + 1, changed_at = :now
WHERE id = :id

-- name: named
-- The offer of a name that is not deleted.
SELECT id, state, discount FROM offer WHERE name = :name AND state <> 'deleted'

-- name: log
-- Takes down every state that is new.
INSERT INTO offer_log (offer_id, move, state, reason, discount, at)
SELECT f.id, f.moves, f.state, f.reason, f.discount, f.changed_at FROM offer AS f
WHERE true
ON CONFLICT DO NOTHING

-- name: any-active
-- Is any offer active?
SELECT 1 FROM offer WHERE state = 'active' LIMIT 1

-- name: fault
-- What speaks against an offer (0: every active one), the first of the four causes. OFFER-50…53
SELECT f.id,
    CASE
        WHEN p.deleted_at IS NOT NULL THEN 'code_deleted'
        WHEN d.ends_at <= :now OR p.ends_at <= :now THEN 'code_expired'
        WHEN p.type NOT IN ('percentage', 'amount', 'free_shipping') THEN 'unsupported_type'
        WHEN m.acceptable_use = 0 OR m.plan = 0 OR m.shopify_payments = 0 OR m.shop_pay = 0
            OR m.shop_channel = 0 OR m.open_store = 0 OR m.no_gates = 0
            OR m.eligible_products < 1 OR m.chargebacks >= 10000 THEN 'merchant_requirements'
    END AS fault
FROM offer AS f
LEFT JOIN discount AS d ON d.name = f.discount
LEFT JOIN promo_code AS p ON p.fold_code = d.fold_code
LEFT JOIN merchant AS m ON m.store_id = f.store_id
WHERE f.id = :id OR (:id = 0 AND f.state = 'active')
ORDER BY f.name

-- name: suspend
-- The offer stops by itself. OFFER-50…53
UPDATE offer SET state = 'suspended', reason = :reason, moves = moves + 1, changed_at = :now
WHERE id = :id AND state = 'active'

-- name: notify
-- The mail to the merchant that asks for another code: one for each suspension. OFFER-54
INSERT INTO outbox (enrollment_id, node_id, contact_id, channel, message, purpose, state, queued_at,
    not_before)
SELECT -f.id, f.moves, 0, 'email', COALESCE(f.address, ''), 'internal', 'queued', :now, :now
FROM offer AS f WHERE f.id = :id AND f.state = 'suspended'
ON CONFLICT DO NOTHING

-- name: letters
-- The mails to merchants in hand: the program, the offer, and why it stopped.
SELECT w.enrollment_id, w.node_id, f.program_id, f.name, l.reason, l.discount
FROM outbox_work AS w
JOIN offer AS f ON f.id = -w.enrollment_id
JOIN offer_log AS l ON l.offer_id = f.id AND l.move = w.node_id

-- name: active
-- The active offers, in the order in which they are looked at.
SELECT id FROM offer WHERE state = 'active' ORDER BY name

-- name: issue
-- The offer's code as it is now, to everybody who has just bought in its store, holds no code of an
-- offer of the store that is unused and good, and may use another one. OFFER-02, 33…35
INSERT INTO holding (contact_id, discount, code, fold_code, own, offer_id, order_id, title, type,
    value, currency, limit_each, limit_all, minimum, minimum_currency, ends_at, issued_at)
SELECT e.contact_id, d.name, d.name, d.fold_code, 0, f.id, MIN(e.ref), f.title, d.type,
    d.value, d.currency, d.limit_each, d.limit_all, d.minimum, d.minimum_currency, d.ends_at, :now
FROM event AS e
CROSS JOIN orders AS o
CROSS JOIN contact AS c
CROSS JOIN offer AS f
JOIN discount AS d ON d.name = f.discount
WHERE e.id > :after AND e.id <= :upto
  AND (e.kind || '' = 'ordered' OR (e.kind || '' = 'order_paid' AND EXISTS (
    SELECT 1 FROM store AS t WHERE t.id = e.store_id AND t.counted = 'paid')))
  AND e.origin <> 'historic'
  AND o.id = e.ref AND o.counted = 1
  AND c.id = e.contact_id AND c.archived = 0
  AND f.id = :offer AND f.state = 'active' AND f.store_id = e.store_id
  AND (d.limit_all IS NULL
    OR d.limit_all > (SELECT COUNT(*) FROM redemption AS r WHERE r.discount = d.name))
  AND (d.limit_each IS NULL OR d.limit_each > (SELECT COUNT(*) FROM redemption AS r
    WHERE r.discount = d.name AND r.contact_id = e.contact_id))
  AND NOT EXISTS (SELECT 1 FROM held AS h JOIN offer AS g ON g.id = h.offer_id
    WHERE h.contact_id = e.contact_id AND g.store_id = f.store_id
      AND h.used = 0 AND h.good = 1 AND (h.last_at IS NULL OR h.last_at > :now))
GROUP BY e.contact_id, f.id, d.id
ON CONFLICT DO NOTHING

-- name: given
-- Everybody whom an offer was issued, as events that journeys see.
INSERT INTO event (contact_id, kind, subject, store_id, at, moment, received_at, origin)
SELECT h.contact_id, :kind, :subject, f.store_id, :now, :now, :now, 'live'
FROM holding AS h JOIN offer AS f ON f.id = h.offer_id
WHERE h.id > :last AND h.offer_id = :offer
ORDER BY h.id

-- name: last-holding
-- The last holding there is.
SELECT COALESCE(MAX(id), 0) FROM holding

-- name: code
-- The code of an offer.
SELECT discount FROM offer WHERE id = :offer

-- name: refuse
-- Everybody else who has just bought: who holds an unused code, or may not use another one. OFFER-33
INSERT INTO offer_refusal (offer_id, order_id, contact_id, reason, at)
SELECT f.id, e.ref, e.contact_id,
    CASE WHEN EXISTS (SELECT 1 FROM held AS h JOIN offer AS g ON g.id = h.offer_id
        WHERE h.contact_id = e.contact_id AND g.store_id = f.store_id
          AND h.used = 0 AND h.good = 1 AND (h.last_at IS NULL OR h.last_at > :now))
        THEN 'holder' ELSE 'limit' END,
    :now
FROM event AS e
CROSS JOIN orders AS o
CROSS JOIN contact AS c
CROSS JOIN offer AS f
WHERE e.id > :after AND e.id <= :upto
  AND (e.kind || '' = 'ordered' OR (e.kind || '' = 'order_paid' AND EXISTS (
    SELECT 1 FROM store AS t WHERE t.id = e.store_id AND t.counted = 'paid')))
  AND e.origin <> 'historic'
  AND o.id = e.ref AND o.counted = 1
  AND c.id = e.contact_id AND c.archived = 0
  AND f.id = :offer AND f.state = 'active' AND f.store_id = e.store_id
  AND NOT EXISTS (SELECT 1 FROM holding AS h WHERE h.offer_id = f.id AND h.order_id = e.ref)
ON CONFLICT DO NOTHING

-- name: tell-code
-- What a shop says of a code; a code that is told anew without being deleted is there again.
INSERT INTO promo_code (fold_code, code, store_id, type, ends_at, deleted_at)
SELECT :fold_code, :code, t.id, :type, :ends_at, :deleted_at FROM store AS t WHERE t.name = :store
ON CONFLICT (fold_code) DO UPDATE SET code = excluded.code, store_id = excluded.store_id,
    type = excluded.type, ends_at = excluded.ends_at, deleted_at = excluded.deleted_at

-- name: tell-merchant
-- What a shop says of itself; what it does not say stays as it was said before.
INSERT INTO merchant (store_id, acceptable_use, plan, shopify_payments, shop_pay, shop_channel,
    open_store, no_gates, eligible_products, chargebacks, told_at)
SELECT t.id, :acceptable_use, :plan, :shopify_payments, :shop_pay, :shop_channel,
    :open_store, :no_gates, :eligible_products, :chargebacks, :now
FROM store AS t WHERE t.name = :store
ON CONFLICT (store_id) DO UPDATE SET
    acceptable_use = COALESCE(excluded.acceptable_use, merchant.acceptable_use),
    plan = COALESCE(excluded.plan, merchant.plan),
    shopify_payments = COALESCE(excluded.shopify_payments, merchant.shopify_payments),
    shop_pay = COALESCE(excluded.shop_pay, merchant.shop_pay),
    shop_channel = COALESCE(excluded.shop_channel, merchant.shop_channel),
    open_store = COALESCE(excluded.open_store, merchant.open_store),
    no_gates = COALESCE(excluded.no_gates, merchant.no_gates),
    eligible_products = COALESCE(excluded.eligible_products, merchant.eligible_products),
    chargebacks = COALESCE(excluded.chargebacks, merchant.chargebacks),
    told_at = excluded.told_at

-- name: holders
-- Every code that an offer issued: whether the app shows it, and whether it can be used. OFFER-03…07
SELECT f.name, c.key, h.code, h.type, h.value, h.currency, h.issued_at, h.used,
    CASE WHEN h.good = 1 AND (h.last_at IS NULL OR h.last_at > :now)
        AND f.state IN ('active', 'suspended') THEN 1 ELSE 0 END,
    CASE WHEN h.good = 1 AND (h.last_at IS NULL OR h.last_at > :now) THEN 1 ELSE 0 END
FROM held AS h
JOIN offer AS f ON f.id = h.offer_id
JOIN contact AS c ON c.id = h.contact_id
ORDER BY h.id

-- name: figures
-- The offers that are not deleted, with the figures of the last thirty days. OFFER-40…44
SELECT f.name, f.title, t.name, f.discount, f.state, f.reason, t.currency,
    (SELECT COUNT(DISTINCT h.contact_id) FROM holding AS h
        WHERE h.offer_id = f.id AND h.issued_at BETWEEN :since AND :now),
    (SELECT COUNT(*) FROM orders AS o
        WHERE o.fold_discount_code IN (SELECT h.fold_code FROM holding AS h WHERE h.offer_id = f.id)
          AND o.store_id = f.store_id AND o.counted = 1 AND o.placed_at >= f.created_at
          AND o.placed_at BETWEEN :since AND :now),
    (SELECT COALESCE(SUM(o.total), 0) FROM orders AS o
        WHERE o.fold_discount_code IN (SELECT h.fold_code FROM holding AS h WHERE h.offer_id = f.id)
          AND o.store_id = f.store_id AND o.counted = 1 AND o.placed_at >= f.created_at
          AND o.currency = t.currency AND o.placed_at BETWEEN :since AND :now)
FROM offer AS f JOIN store AS t ON t.id = f.store_id
WHERE f.state <> 'deleted'
ORDER BY f.name
