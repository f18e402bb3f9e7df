-- name: setting
-- The store's key, and whether a sign-up must be confirmed.
SELECT s.hmac_key, s.double_opt_in FROM consent_setting AS s

-- name: make-setting
-- A key of its own, unless there is one.
INSERT INTO consent_setting (id, hmac_key) VALUES (1, :key) ON CONFLICT DO NOTHING

-- name: double-opt-in
-- What the audience says.
UPDATE consent_setting SET double_opt_in = :wanted WHERE double_opt_in <> :wanted

-- name: unsealed
-- Contacts whose addresses have no HMAC yet.
SELECT c.id, c.email, c.phone
FROM contact AS c
WHERE (c.email IS NOT NULL AND c.email_hmac IS NULL) OR (c.phone IS NOT NULL AND c.phone_hmac IS NULL)
ORDER BY c.id
LIMIT :most

-- name: seal
-- Gives them one.
UPDATE contact SET email_hmac = :email, phone_hmac = :phone WHERE id = :id

-- name: clear-suppressing
-- Nobody yet.
DELETE FROM suppressing

-- name: put-suppressing
-- One of them.
INSERT INTO suppressing (contact_id) VALUES (:contact_id) ON CONFLICT DO NOTHING

-- name: suppress-email
-- Their e-mail addresses.
INSERT INTO suppression (address, channel, reason, purpose, topic, at)
SELECT DISTINCT c.email_hmac, 'email', :reason, :purpose, :topic, CAST(:at AS INTEGER)
FROM suppressing AS s
JOIN contact AS c ON c.id = s.contact_id
WHERE c.email_hmac IS NOT NULL
ON CONFLICT DO NOTHING

-- name: suppress-sms
-- Their telephone numbers.
INSERT INTO suppression (address, channel, reason, purpose, topic, at)
SELECT DISTINCT c.phone_hmac, 'sms', :reason, :purpose, :topic, CAST(:at AS INTEGER)
FROM suppressing AS s
JOIN contact AS c ON c.id = s.contact_id
WHERE c.phone_hmac IS NOT NULL
ON CONFLICT DO NOTHING

-- name: suppress
-- One address.
INSERT INTO suppression (address, channel, reason, purpose, topic, at)
VALUES (:address, :channel, :reason, :purpose, :topic, :at)
ON CONFLICT DO NOTHING

-- name: lift
-- Takes a suppression back, whatever its scope.
DELETE FROM suppression WHERE address = :address AND channel = :channel AND reason = :reason

-- name: clear-asking
-- Nothing is asked.
DELETE FROM asking

-- name: clear-cases
-- Nothing is known.
DELETE FROM consent_case

-- name: facts
-- What is known of each message that is asked about: of the contact, of her addresses, of the topic.
-- Who is not there any more is erased. Of several suppressions, the one that goes farthest counts.
INSERT INTO consent_case (enrollment_id, node_id, contact_id, at, purpose, channel, consent,
    suppression, address, late, tracking)
SELECT a.enrollment_id, a.node_id, a.contact_id, a.at, a.purpose, a.channel,
    CASE
        WHEN CASE a.channel WHEN 'sms' THEN c.sms_status ELSE c.email_status END = 'unsubscribed'
            THEN 'unsubscribed'
        WHEN t.state = 'unsubscribed' THEN 'topic'
        WHEN a.channel = 'email' AND c.email_status = 'pending' THEN 'pending'
        WHEN t.state = 'subscribed' THEN 'granted'
        WHEN CASE a.channel WHEN 'sms' THEN c.sms_status ELSE c.email_status END = 'subscribed'
            THEN 'granted'
        WHEN a.channel = 'email' AND c.email_status = 'non_subscribed' AND a.again = 0 THEN 'first'
        ELSE 'unknown'
    END,
    CASE WHEN c.id IS NULL OR c.erased_at IS NOT NULL THEN 'erased' ELSE COALESCE((
        SELECT s.reason
        FROM suppression AS s
        WHERE s.address = CASE a.channel WHEN 'sms' THEN c.phone_hmac ELSE c.email_hmac END
          AND s.channel = a.channel
          AND (s.purpose = 'all'
            OR s.purpose = CASE a.purpose WHEN 'cart' THEN 'marketing' ELSE a.purpose END)
          AND (s.topic = '' OR s.topic = a.topic)
        ORDER BY CASE s.reason WHEN 'erased' THEN 1 WHEN 'hard_bounce' THEN 2
            WHEN 'spam_trap' THEN 3 WHEN 'manual' THEN 4 WHEN 'complaint' THEN 5 ELSE 6 END
        LIMIT 1), 'none') END,
    CASE
        WHEN a.channel = 'email' AND c.email_status = 'cleaned' THEN 'cleaned'
        WHEN CASE a.channel WHEN 'sms' THEN c.phone ELSE c.email END IS NULL THEN 'missing'
        WHEN a.abroad = 1 THEN 'abroad'
        WHEN c.archived = 1 THEN 'archived'
        WHEN (SELECT COUNT(*) FROM soft_bounce AS b
              WHERE b.address = CASE a.channel WHEN 'sms' THEN c.phone_hmac ELSE c.email_hmac END
                AND b.channel = a.channel AND b.at > a.at - 1209600000) >= 5 THEN 'paused'
        ELSE 'ok'
    END,
    a.late, COALESCE(c.tracking, 'unknown')
FROM asking AS a
LEFT JOIN contact AS c ON c.id = a.contact_id
LEFT JOIN topic_consent AS t
    ON t.contact_id = a.contact_id AND t.channel = a.channel AND t.topic = a.topic

-- name: decide
-- The one decision (reliability 5.2): `send`, `flag` (sent, and to be looked at), `defer`, or the
-- reason why not. The first line that fits counts. Marketing asks for consent, a cart's first
-- e-mail for no more than that nobody objects, what is transactional only for somebody there.
UPDATE consent_case
SET ruling = CASE
    WHEN suppression = 'erased' THEN 'erased'
    WHEN late = 1 THEN 'too_old'
    WHEN suppression IN ('hard_bounce', 'spam_trap', 'manual') THEN suppression
    WHEN address = 'cleaned' AND purpose <> 'marketing' THEN 'cleaned'
    WHEN suppression IN ('complaint', 'unsubscribed') AND purpose <> 'transactional' THEN suppression
    WHEN consent = 'topic' AND purpose <> 'transactional' THEN 'topic'
    WHEN consent = 'unsubscribed' AND purpose = 'cart' AND channel = 'email' THEN 'unsubscribed'
    WHEN consent <> 'granted' AND purpose <> 'transactional'
        AND NOT (consent = 'first' AND purpose = 'cart' AND channel = 'email') THEN 'consent'
    WHEN address = 'cleaned' THEN 'cleaned'
    WHEN address = 'missing' THEN 'no_address'
    WHEN address = 'abroad' THEN 'sms_country'
    WHEN purpose = 'transactional' AND suppression = 'complaint' THEN 'flag'
    WHEN purpose = 'transactional' THEN 'send'
    WHEN address = 'archived' THEN 'archived'
    WHEN address = 'paused' THEN 'soft_bounces'
    WHEN quiet = 1 THEN 'defer'
    WHEN capped = 1 THEN 'frequency'
    ELSE 'send'
END

-- name: put-case
-- A case that somebody made up.
INSERT INTO consent_case (enrollment_id, node_id, contact_id, at, purpose, channel, consent,
    suppression, address, late, quiet, capped, tracking)
VALUES (:n, 0, 0, 0, :purpose, :channel, :consent, :suppression, :address,
    :late, :quiet, :capped, 'unknown')

-- name: rulings
-- What was decided.
SELECT k.ruling FROM consent_case AS k ORDER BY k.enrollment_id, k.node_id

-- name: soft-bounce
-- A message that the contact's mailbox could not take.
INSERT INTO soft_bounce (address, channel, enrollment_id, node_id, at)
SELECT CASE o.channel WHEN 'sms' THEN c.phone_hmac ELSE c.email_hmac END, o.channel,
    o.enrollment_id, o.node_id, CAST(:at AS INTEGER)
FROM outbox AS o
JOIN contact AS c ON c.id = o.contact_id
WHERE o.enrollment_id = :enrollment_id AND o.node_id = :node_id AND o.purpose <> 'internal'
  AND CASE o.channel WHEN 'sms' THEN c.phone_hmac ELSE c.email_hmac END IS NOT NULL
ON CONFLICT DO NOTHING

-- name: forgive
-- What has arrived settles the soft bounces of its address.
DELETE FROM soft_bounce
WHERE address IN (
    SELECT CASE o.channel WHEN 'sms' THEN c.phone_hmac ELSE c.email_hmac END
    FROM outbox_work AS w
    JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
    JOIN contact AS c ON c.id = o.contact_id
    WHERE w.state = 'accepted' AND o.state = 'accepted' AND o.epoch = w.epoch
)

-- name: reader
-- To whom a message went, by which channel.
SELECT c.id, c.key, o.channel
FROM outbox AS o
JOIN contact AS c ON c.id = o.contact_id
WHERE o.enrollment_id = :run AND o.node_id = :step AND o.channel = 'email'
  AND o.purpose <> 'internal'

-- name: still-open
-- Whether there is a consent to e-mail, or none yet, that she can end.
SELECT c.id FROM contact AS c
WHERE c.id = :contact AND c.email_status NOT IN ('unsubscribed', 'cleaned')

-- name: confirming
-- A contact, her sealed address, and whether she still has to confirm it.
SELECT c.id, c.email_hmac, c.email_status FROM contact AS c
WHERE c.key = :key AND c.email_hmac IS NOT NULL

-- name: confirmer
-- The same, by number.
SELECT c.key, c.email_hmac, c.email_status FROM contact AS c
WHERE c.id = :contact AND c.email_hmac IS NOT NULL

-- name: sent
-- Who got a message, by which channel; what never left cannot be complained about.
SELECT o.contact_id, o.channel
FROM outbox AS o
WHERE o.enrollment_id = :run AND o.node_id = :step AND o.handed_at IS NOT NULL
  AND o.channel IN ('email', 'sms') AND o.purpose <> 'internal'
