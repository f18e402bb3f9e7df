-- name: clear
-- Nobody yet.
DELETE FROM changing

-- name: ask
-- What the runs that cross a send step would be sent. Of a cart, only the first of a run is free.
INSERT INTO asking (enrollment_id, node_id, contact_id, channel, purpose, topic, at, late, again, abroad)
SELECT m.enrollment_id, :base + :number, m.contact_id, :channel, :purpose, :journey_name, m.at, 0,
    CASE WHEN :purpose = 'cart' AND EXISTS (
        SELECT 1 FROM outbox AS o
        WHERE o.enrollment_id = m.enrollment_id AND o.channel = :channel AND o.purpose <> 'internal'
          AND o.state <> 'suppressed') THEN 1 ELSE 0 END,
    CASE WHEN :registered = 1 AND NOT EXISTS (
        SELECT 1 FROM home AS h, contact AS c
        WHERE c.id = m.contact_id
          AND ((substr(c.phone, 1, length(h.code)) = h.code
                AND (h.shared = 0 OR c.fold_country IS NULL OR c.fold_country = h.country))
            OR (substr(c.phone, 1, 1) <> '+' AND c.fold_country = h.country))) THEN 1 ELSE 0 END
FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number

-- name: send
-- One outbox row per run that crosses a send step: queued, or suppressed with the reason.
INSERT INTO outbox (enrollment_id, node_id, contact_id, channel, message, purpose, state, reason, queued_at, not_before)
SELECT k.enrollment_id, k.node_id, k.contact_id, k.channel, :message, k.purpose,
    CASE WHEN k.ruling IN ('send', 'flag') THEN 'queued' ELSE 'suppressed' END,
    CASE WHEN k.ruling IN ('send', 'flag') THEN NULL ELSE k.ruling END,
    k.at, k.at
FROM consent_case AS k

-- name: clear-homes
-- No country yet.
DELETE FROM home

-- name: put-home
-- A country in which text messages may arrive.
INSERT INTO home (country, code, shared) VALUES (:country, :code, :shared) ON CONFLICT DO NOTHING

-- name: post
-- One outbox row per run that crosses a step which speaks to somebody else: no consent is asked.
INSERT INTO outbox (enrollment_id, node_id, contact_id, channel, message, purpose, state, queued_at, not_before)
SELECT m.enrollment_id, :base + :number, m.contact_id, :channel, :message, 'internal', 'queued', m.at, m.at
FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number

-- name: find-untagged
-- Runs that cross a step which adds a tag the contact lacks.
INSERT INTO changing (contact_id, at)
SELECT m.contact_id, MIN(m.at) FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
WHERE NOT EXISTS (SELECT 1 FROM contact_tag AS t WHERE t.tag = :subject AND t.contact_id = m.contact_id)
GROUP BY m.contact_id

-- name: find-tagged
-- Runs that cross a step which removes a tag the contact has.
INSERT INTO changing (contact_id, at)
SELECT m.contact_id, MIN(m.at) FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
WHERE EXISTS (SELECT 1 FROM contact_tag AS t WHERE t.tag = :subject AND t.contact_id = m.contact_id)
GROUP BY m.contact_id

-- name: tag
-- Adds the tag.
INSERT INTO contact_tag (tag, contact_id, name, at) SELECT :subject, contact_id, :name, at FROM changing

-- name: untag
-- Removes the tag.
DELETE FROM contact_tag WHERE tag = :subject AND contact_id IN (SELECT contact_id FROM changing)

-- name: find-outside
-- Runs that cross a step which joins a group the contact is not in.
INSERT INTO changing (contact_id, at)
SELECT m.contact_id, MIN(m.at) FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
WHERE NOT EXISTS (SELECT 1 FROM contact_group AS g WHERE g.grp = :subject AND g.contact_id = m.contact_id)
GROUP BY m.contact_id

-- name: find-inside
-- Runs that cross a step which leaves a group the contact is in.
INSERT INTO changing (contact_id, at)
SELECT m.contact_id, MIN(m.at) FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
WHERE EXISTS (SELECT 1 FROM contact_group AS g WHERE g.grp = :subject AND g.contact_id = m.contact_id)
GROUP BY m.contact_id

-- name: join
-- Joins the group.
INSERT INTO contact_group (grp, contact_id, at) SELECT :subject, contact_id, at FROM changing

-- name: leave
-- Leaves the group.
DELETE FROM contact_group WHERE grp = :subject AND contact_id IN (SELECT contact_id FROM changing)

-- name: find-reachable-email
-- Runs that cross a step which ends the consent to e-mail of somebody who could still get it.
INSERT INTO changing (contact_id, at)
SELECT m.contact_id, MIN(m.at) FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
JOIN contact AS c ON c.id = m.contact_id
WHERE c.email_status NOT IN ('unsubscribed', 'cleaned')
GROUP BY m.contact_id

-- name: find-reachable-sms
-- Runs that cross a step which ends the consent to texts of somebody who could still get them.
INSERT INTO changing (contact_id, at)
SELECT m.contact_id, MIN(m.at) FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
JOIN contact AS c ON c.id = m.contact_id
WHERE c.sms_status <> 'unsubscribed'
GROUP BY m.contact_id

-- name: unsubscribe-email
-- Ends the consent to e-mail.
UPDATE contact SET email_status = 'unsubscribed', changed_at = :now WHERE id IN (SELECT contact_id FROM changing)

-- name: unsubscribe-sms
-- Ends the consent to texts.
UPDATE contact SET sms_status = 'unsubscribed', changed_at = :now WHERE id IN (SELECT contact_id FROM changing)

-- name: consent
-- The proof: when the consent ended, and by which journey.
INSERT INTO consent (contact_id, channel, state, source, at)
SELECT contact_id, :subject, 'unsubscribed', 'journey ' || :journey_name, at FROM changing

-- name: archive
-- Takes the contacts out of the active audience.
UPDATE contact SET archived = 1, changed_at = :now WHERE archived = 0 AND id IN (
    SELECT m.contact_id FROM moving AS m JOIN path AS p ON p.node_id = :head AND p.path = m.path
    WHERE p.to_node = :base + :number)

-- name: call-journey
-- Runs that cross a step which starts another journey: at the next tick it looks who may come in.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin, cause)
SELECT m.contact_id, :kind, :subject, m.at, :now, :now, 'live', :journey
FROM moving AS m
JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
ORDER BY m.contact_id, m.enrollment_id

-- name: retell
-- Whom that takes out of all segments, while some are watched.
INSERT INTO retold (contact_id, historic)
SELECT DISTINCT m.contact_id, 0
FROM moving AS m
JOIN path AS p ON p.node_id = :head AND p.path = m.path
WHERE p.to_node = :base + :number AND EXISTS (SELECT 1 FROM watched_segment)
ON CONFLICT (contact_id) DO UPDATE SET historic = 0

-- name: event
-- What the step changed, as events that other journeys see.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin, cause)
SELECT contact_id, :kind, :subject, at, :now, :now, 'live', :journey FROM changing ORDER BY contact_id

-- name: clear-readings
-- Nothing read yet.
DELETE FROM reading

-- name: written
-- The different values that the events of the runs tell.
SELECT DISTINCT written FROM changing WHERE written IS NOT NULL

-- name: read
-- How the field reads one of them.
INSERT INTO reading (written, text, folded, number) VALUES (:written, :text, :folded, :number)

-- name: take-readings
-- What the field becomes.
UPDATE changing SET new_text = r.text, new_folded = r.folded, new_number = r.number
FROM reading AS r WHERE r.written = changing.written

-- name: forget-unchanged
-- Those whose event tells nothing that the field can hold, or what it holds already.
DELETE FROM changing
WHERE written IS NULL OR written NOT IN (SELECT written FROM reading)
    OR (new_text IS NOT DISTINCT FROM old_text AND new_number IS NOT DISTINCT FROM old_number)

-- name: changing-count
-- How many are left.
SELECT COUNT(*) FROM changing

-- name: field-changes
-- The different changes of a field.
SELECT DISTINCT old_text, new_text, old_number, new_number FROM changing

-- name: clear-told
-- Nothing yet.
DELETE FROM told

-- name: tell
-- What the event of one change says.
INSERT INTO told (old_text, new_text, old_number, new_number, properties, folded)
VALUES (:old_text, :new_text, :old_number, :new_number, :properties, :folded)

-- name: field-event
-- The change of a field, with the old and the new value as people write them.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin, cause, properties, folded)
SELECT g.contact_id, :kind, :subject, g.at, :now, :now, 'live', :journey, t.properties, t.folded
FROM changing AS g
JOIN told AS t ON t.old_text IS g.old_text AND t.new_text IS g.new_text
    AND t.old_number IS g.old_number AND t.new_number IS g.new_number
ORDER BY g.contact_id
