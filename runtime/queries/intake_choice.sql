-- name: clear
-- Empties the staging table.
DELETE FROM intake_choice

-- name: stage
-- One contact's choice as told.
INSERT INTO intake_choice (n, key, channel, purpose, topic, state, source, proof, text_version,
    ip_hmac, told_at)
VALUES (:n, :key, :channel, :purpose, :topic, :state, :source, :proof, :text_version, :ip_hmac,
    :told_at)

-- name: hold
-- Whose they are, in the order of their numbers: a message that is being handed off to one of them
-- comes before us, or after.
SELECT c.id
FROM contact AS c
WHERE c.key IN (SELECT s.key FROM intake_choice AS s)
ORDER BY c.id

-- name: find
-- Whose choices they are.
UPDATE intake_choice
SET contact_id = c.id
FROM contact AS c
WHERE c.key = intake_choice.key

-- name: find-topics
-- What was said of the topic.
UPDATE intake_choice
SET was = t.state, was_at = t.at
FROM topic_consent AS t
WHERE intake_choice.purpose <> 'tracking' AND t.contact_id = intake_choice.contact_id
  AND t.channel = intake_choice.channel AND t.topic = intake_choice.topic

-- name: find-tracking
-- What was said of tracking, and when.
UPDATE intake_choice
SET was = c.tracking, was_at = (
    SELECT MAX(l.at) FROM consent AS l
    WHERE l.contact_id = c.id AND l.channel = 'email' AND l.purpose = 'tracking')
FROM contact AS c
WHERE intake_choice.purpose = 'tracking' AND c.id = intake_choice.contact_id

-- name: taken-back
-- Rows of an import that would give a consent which was taken back later, or at no known instant.
SELECT n, was
FROM intake_choice
WHERE state IN ('subscribed', 'granted') AND was IN ('unsubscribed', 'denied')
  AND (told_at IS NULL OR was_at IS NULL OR told_at <= was_at)
ORDER BY n

-- name: drop-taken-back
-- Takes those rows away.
DELETE FROM intake_choice
WHERE state IN ('subscribed', 'granted') AND was IN ('unsubscribed', 'denied')
  AND (told_at IS NULL OR was_at IS NULL OR told_at <= was_at)

-- name: unconfirmed
-- Sign-ups to a topic by e-mail, of contacts who have not confirmed that the address is theirs.
SELECT s.n, s.key
FROM intake_choice AS s
JOIN contact AS c ON c.id = s.contact_id
WHERE s.purpose <> 'tracking' AND s.channel = 'email' AND s.state = 'subscribed'
  AND c.email_status <> 'subscribed'
ORDER BY s.n

-- name: drop-unconfirmed
-- Takes those rows away.
DELETE FROM intake_choice
WHERE purpose <> 'tracking' AND channel = 'email' AND state = 'subscribed'
  AND contact_id IN (SELECT c.id FROM contact AS c WHERE c.email_status <> 'subscribed')

-- name: unknown
-- Rows that speak of nobody here.
SELECT n, key
FROM intake_choice
WHERE contact_id IS NULL
ORDER BY n

-- name: count-changed
-- How many contacts say something else.
SELECT count(*)
FROM intake_choice
WHERE contact_id IS NOT NULL AND state IS DISTINCT FROM was

-- name: consent
-- Keeps what was agreed to, and how we know.
INSERT INTO consent (contact_id, channel, purpose, topic, state, source, proof, text_version, ip_hmac, at)
SELECT contact_id, channel, purpose, topic, state, source, proof, text_version, ip_hmac,
    coalesce(told_at, :now)
FROM intake_choice
WHERE contact_id IS NOT NULL AND state IS DISTINCT FROM was
ORDER BY n

-- name: set-topics
-- Writes what was said of topics.
INSERT INTO topic_consent (contact_id, channel, topic, state, at)
SELECT contact_id, channel, topic, state, coalesce(told_at, :now)
FROM intake_choice
WHERE contact_id IS NOT NULL AND purpose <> 'tracking' AND state IS DISTINCT FROM was
ON CONFLICT (contact_id, channel, topic) DO UPDATE SET state = excluded.state, at = excluded.at

-- name: set-tracking
-- Writes what was said of tracking.
UPDATE contact
SET tracking = s.state, changed_at = :now
FROM intake_choice AS s
WHERE contact.id = s.contact_id AND s.purpose = 'tracking' AND s.state <> contact.tracking
