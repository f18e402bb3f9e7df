-- name: put-discount
-- What the project says of a discount.
INSERT INTO discount (name, fold_code, title, type, value, currency, limit_each, limit_all,
    minimum, minimum_currency, ends_at)
VALUES (:name, :fold_code, :title, :type, :value, :currency, :limit_each, :limit_all,
    :minimum, :minimum_currency, :ends_at)
ON CONFLICT (name) DO UPDATE SET fold_code = excluded.fold_code, title = excluded.title,
    type = excluded.type, value = excluded.value, currency = excluded.currency,
    limit_each = excluded.limit_each, limit_all = excluded.limit_all,
    minimum = excluded.minimum, minimum_currency = excluded.minimum_currency,
    ends_at = excluded.ends_at

-- name: find
-- Who crosses a step that gives a discount, and holds no code of it that is still good; those who
-- may not use another one are left out, and so is everybody once it is over or used up.
INSERT INTO changing (contact_id, at)
SELECT m.contact_id, MIN(m.at)
FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
JOIN discount AS d ON d.name = :discount
WHERE (d.ends_at IS NULL OR d.ends_at > :now)
  AND (d.limit_all IS NULL
    OR d.limit_all > (SELECT COUNT(*) FROM redemption AS r WHERE r.discount = d.name))
  AND (d.limit_each IS NULL OR d.limit_each > (SELECT COUNT(*) FROM redemption AS r
    WHERE r.discount = d.name AND r.contact_id = m.contact_id))
  AND NOT EXISTS (SELECT 1 FROM held AS h
    WHERE h.contact_id = m.contact_id AND h.discount = :discount AND h.own = 1 AND h.good = 1
      AND (h.last_at IS NULL OR h.last_at > :now))
GROUP BY m.contact_id

-- name: give
-- Draws a code for each: 48 bits that nobody can guess, behind the name of the discount.
INSERT INTO holding (contact_id, discount, code, fold_code, own, title, type, value, currency,
    limit_each, limit_all, minimum, minimum_currency, ends_at, issued_at)
SELECT x.contact_id, d.name, d.name || '-' || x.drawn, d.fold_code || '-' || lower(x.drawn), 1,
    d.title, d.type, d.value, d.currency, d.limit_each, d.limit_all, d.minimum,
    d.minimum_currency, d.ends_at, x.at
FROM (SELECT g.contact_id, g.at, hex(randomblob(6)) AS drawn FROM changing AS g
    ORDER BY g.contact_id LIMIT -1) AS x
JOIN discount AS d ON d.name = :discount

-- name: take-orders
-- The uses of codes by the orders at hand: of a code that the contact holds, or of a discount's own.
-- A use follows its order to another code or contact, and to nothing that was issued since.
INSERT INTO redemption (order_id, discount, contact_id, holding_id)
SELECT o.id, COALESCE(h.discount, d.name), o.contact_id, h.id
FROM intake_order AS s
CROSS JOIN orders AS o
LEFT JOIN holding AS h ON h.id = (
    SELECT MAX(g.id) FROM holding AS g
    WHERE g.fold_code = o.fold_discount_code
      AND (g.own = 1 OR g.contact_id = o.contact_id)
      AND g.issued_at <= o.placed_at)
LEFT JOIN discount AS d ON d.fold_code = o.fold_discount_code
WHERE o.id = s.order_id AND o.fold_discount_code IS NOT NULL AND (h.id IS NOT NULL OR d.id IS NOT NULL)
ON CONFLICT (order_id) DO UPDATE SET discount = excluded.discount,
    contact_id = excluded.contact_id, holding_id = excluded.holding_id
WHERE excluded.discount <> redemption.discount
  OR excluded.contact_id IS DISTINCT FROM redemption.contact_id
  OR (SELECT g.id FROM holding AS g WHERE g.id = excluded.holding_id AND g.own = 1)
    IS DISTINCT FROM
    (SELECT g.id FROM holding AS g WHERE g.id = redemption.holding_id AND g.own = 1)
