-- name: intake-contact
-- Contacts that are new, or of whom something else is told now, while some segment or condition is watched.
INSERT INTO retold (contact_id, historic)
SELECT s.contact_id, :historic
FROM intake_contact AS s
WHERE (s.is_new = 1 OR s.changed = 1)
  AND s.contact_id IS NOT NULL
  AND (EXISTS (SELECT 1 FROM watched_segment) OR EXISTS (SELECT 1 FROM watching))
ON CONFLICT (contact_id) DO UPDATE SET historic = min(retold.historic, excluded.historic)

-- name: intake-status
-- Contacts who get another consent state.
INSERT INTO retold (contact_id, historic)
SELECT DISTINCT s.contact_id, :historic
FROM intake_status AS s
WHERE s.state <> s.was
  AND s.contact_id IS NOT NULL
  AND (EXISTS (SELECT 1 FROM watched_segment) OR EXISTS (SELECT 1 FROM watching))
ON CONFLICT (contact_id) DO UPDATE SET historic = min(retold.historic, excluded.historic)

-- name: intake-order
-- Contacts of whose orders something is told, be it the past.
INSERT INTO retold (contact_id, historic)
SELECT DISTINCT o.contact_id, :historic
FROM intake_order AS s
JOIN orders AS o ON o.id = s.order_id
WHERE (s.is_new = 1 OR s.changed = 1)
  AND o.contact_id IS NOT NULL
  AND (EXISTS (SELECT 1 FROM watched_segment) OR EXISTS (SELECT 1 FROM watching))
ON CONFLICT (contact_id) DO UPDATE SET historic = min(retold.historic, excluded.historic)

-- name: intake-line
-- Contacts of whose orders lines are told by themselves: what was in an order is history.
INSERT INTO retold (contact_id, historic)
SELECT DISTINCT o.contact_id, :historic
FROM intake_order_line AS s
JOIN orders AS o ON o.id = s.order_id
WHERE s.state > 0
  AND o.contact_id IS NOT NULL
  AND (EXISTS (SELECT 1 FROM watched_segment) OR EXISTS (SELECT 1 FROM watching))
ON CONFLICT (contact_id) DO UPDATE SET historic = min(retold.historic, excluded.historic)

-- name: intake-value
-- Contacts whose declared fields are set, be it in another letter case only.
INSERT INTO retold (contact_id, historic)
SELECT DISTINCT s.contact_id, :historic
FROM intake_value AS s
WHERE s.changed = 1
  AND s.contact_id IS NOT NULL
  AND (EXISTS (SELECT 1 FROM watched_segment) OR EXISTS (SELECT 1 FROM watching))
ON CONFLICT (contact_id) DO UPDATE SET historic = min(retold.historic, excluded.historic)
