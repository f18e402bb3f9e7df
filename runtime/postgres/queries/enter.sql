-- name: enroll
-- A run for everybody who gets in; of several candidates of one contact (and order, if each has a
-- run of its own) only the first does. Its number ends with the lane of the contact.
INSERT INTO enrollment (id, journey_id, version_id, contact_id, slot, event_id, ref, entered_at, node_id, seq, arrived_at, due)
SELECT nextval('run_number') * 64 + k.contact_id %% 64, %(journey)s, %(version)s, k.contact_id,
    CASE WHEN %(own)s = 1 THEN k.ref ELSE 0 END, k.event_id, k.ref, k.at, %(base)s, 0, k.at, NULL
FROM (SELECT * FROM candidate WHERE reason IS NULL AND n BETWEEN %(low)s AND %(high)s ORDER BY n) AS k
ON CONFLICT DO NOTHING
