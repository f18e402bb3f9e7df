-- name: clear
-- Nobody yet.
DELETE FROM changing

-- name: send
-- One outbox row per run that crosses a send step: queued, or suppressed with the reason.
INSERT INTO outbox (enrollment_id, node_id, contact_id, channel, message, purpose, state, reason, queued_at, not_before)
SELECT x.enrollment_id, :base + :number, x.contact_id, :channel, :message, :purpose,
    CASE WHEN x.reason IS NULL THEN 'queued' ELSE 'suppressed' END, x.reason, x.at, x.at
FROM (
    SELECT m.enrollment_id, m.contact_id, m.at,
        CASE
            WHEN :channel = 'sms' AND :purpose <> 'transactional' AND c.sms_status <> 'subscribed' THEN 'consent'
            WHEN :channel = 'email' AND :purpose = 'marketing' AND c.email_status <> 'subscribed' THEN 'consent'
            WHEN :channel = 'email' AND :purpose = 'transactional' AND c.email_status = 'cleaned' THEN 'cleaned'
            WHEN :channel = 'email' AND :purpose = 'cart' AND c.email_status IN ('unsubscribed', 'cleaned') THEN c.email_status
            WHEN :channel = 'email' AND :purpose = 'cart' AND c.email_status = 'pending' THEN 'consent'
            WHEN :channel = 'email' AND :purpose = 'cart' AND c.email_status = 'non_subscribed' AND EXISTS (
                SELECT 1 FROM outbox AS o
                WHERE o.enrollment_id = m.enrollment_id AND o.channel = :channel AND o.state <> 'suppressed') THEN 'consent'
            WHEN :channel = 'email' AND c.email IS NULL THEN 'no_address'
            WHEN :channel = 'sms' AND c.phone IS NULL THEN 'no_address'
        END AS reason
    FROM moving AS m
    JOIN path_step AS s ON s.node_id = :head AND s.path = m.path AND s.from_node = :base + :number
    JOIN contact AS c ON c.id = m.contact_id
) AS x

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

-- name: event
-- What the step changed, as events that other journeys see.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin, cause)
SELECT contact_id, :kind, :subject, at, :now, :now, 'live', :journey FROM changing ORDER BY contact_id

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
