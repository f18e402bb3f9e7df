-- name: clear
-- Empties the staging table.
DELETE FROM intake_status

-- name: stage
-- One contact's consent state as told.
INSERT INTO intake_status (n, channel, key, state, source, proof, text_version, ip_hmac)
VALUES (:n, :channel, :key, :state, :source, :proof, :text_version, :ip_hmac)

-- name: from-contacts
-- The consent states that came with contacts.
INSERT INTO intake_status (n, channel, key, state, source, contact_id, was, is_new)
SELECT
    n, 'email', key, email_status, coalesce(source, :origin), contact_id,
    coalesce(was_email_status, 'non_subscribed'), is_new
FROM intake_contact
WHERE email_status IS NOT NULL
UNION ALL
SELECT
    n, 'sms', key, sms_status, coalesce(source, :origin), contact_id,
    coalesce(was_sms_status, 'none'), is_new
FROM intake_contact
WHERE sms_status IS NOT NULL

-- name: hold
-- Whose they are, in the order of their numbers: a message that is being handed off to one of them
-- comes before us, or after.
SELECT c.id
FROM contact AS c
WHERE c.key IN (SELECT s.key FROM intake_status AS s)
ORDER BY c.id

-- name: find
-- Whose states they are, and what they were.
UPDATE intake_status
SET
    contact_id = c.id,
    was = CASE WHEN intake_status.channel = 'email' THEN c.email_status ELSE c.sms_status END
FROM contact AS c
WHERE c.key = intake_status.key

-- name: unknown
-- Rows that speak of nobody here.
SELECT n, key
FROM intake_status
WHERE contact_id IS NULL
ORDER BY n

-- name: count-changed
-- How many contacts get another state.
SELECT count(*)
FROM intake_status
WHERE contact_id IS NOT NULL AND state <> was

-- name: consent
-- Keeps what was agreed to, and how we know.
INSERT INTO consent (contact_id, channel, state, source, proof, text_version, ip_hmac, at)
SELECT contact_id, channel, state, source, proof, text_version, ip_hmac, :now
FROM intake_status
WHERE contact_id IS NOT NULL AND state <> was
ORDER BY n, channel

-- name: event
-- The events of those who got one state on one channel; `unsubscribed` and the like need a change.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin)
SELECT contact_id, :kind, :subject, :now, :moment, :now, :origin
FROM intake_status
WHERE contact_id IS NOT NULL
  AND channel = :channel
  AND state = :state
  AND was <> state
  AND (is_new = 0 OR :of_new = 1)
ORDER BY n

-- name: set-email
-- Writes the e-mail states.
UPDATE contact
SET email_status = s.state, changed_at = :now
FROM intake_status AS s
WHERE contact.id = s.contact_id AND s.channel = 'email' AND s.state <> contact.email_status

-- name: set-sms
-- Writes the sms states.
UPDATE contact
SET sms_status = s.state, changed_at = :now
FROM intake_status AS s
WHERE contact.id = s.contact_id AND s.channel = 'sms' AND s.state <> contact.sms_status

-- name: await-confirmation
-- Sign-ups that have to be confirmed first.
UPDATE intake_status SET state = 'pending'
WHERE channel = 'email' AND state = 'subscribed' AND was <> 'subscribed'

-- name: lift
-- A sign-up of now takes back that the address was unsubscribed, or erased; no more than that. One
-- by e-mail that has to be confirmed takes nothing back before it is.
DELETE FROM suppression
WHERE (address, channel) IN (
    SELECT CASE s.channel WHEN 'sms' THEN c.phone_hmac ELSE c.email_hmac END, s.channel
    FROM intake_status AS s
    JOIN contact AS c ON c.id = s.contact_id
    WHERE s.state = 'subscribed' AND (s.channel = 'sms' OR :confirmed = 1)
)
AND reason IN ('unsubscribed', 'erased') AND topic = ''

-- name: tracking
-- Keeps what those who came with it said about being tracked.
INSERT INTO consent (contact_id, channel, purpose, state, source, at)
SELECT contact_id, 'email', 'tracking', tracking, coalesce(source, :origin), :now
FROM intake_contact
WHERE contact_id IS NOT NULL AND tracking IS NOT NULL
  AND tracking <> coalesce(was_tracking, 'unknown')
ORDER BY n
