-- name: clear
-- Empties the staging table.
DELETE FROM intake_contact

-- name: stage
-- One contact as told.
INSERT INTO intake_contact (
    n, key, bucket, zone_id, email, fold_email, first_name, fold_first_name, last_name,
    fold_last_name, phone, language, fold_language, country, fold_country, source, fold_source,
    email_status, sms_status, rating, vip,
    latitude, longitude, place_x, place_y, place_z, postal_code, fold_postal_code, predicted_gender,
    predicted_age, lifetime_value, purchase_likelihood, email_engagement, email_client,
    fold_email_client, added_at, changed_at, email_hmac, phone_hmac, tracking
)
VALUES (
    :n, :key, :bucket, :zone_id, :email, :fold_email, :first_name, :fold_first_name, :last_name,
    :fold_last_name, :phone, :language, :fold_language, :country, :fold_country, :source,
    :fold_source, :email_status, :sms_status, :rating, :vip,
    :latitude, :longitude, :place_x, :place_y, :place_z, :postal_code, :fold_postal_code,
    :predicted_gender, :predicted_age, :lifetime_value, :purchase_likelihood, :email_engagement,
    :email_client, :fold_email_client, :added_at, :changed_at, :email_hmac, :phone_hmac, :tracking
)

-- name: email-taken
-- Rows whose e-mail address belongs to another contact, however it is written.
SELECT s.n, s.email, c.key
FROM intake_contact AS s
JOIN contact AS c ON c.fold_email = s.fold_email
WHERE c.key <> s.key
UNION
SELECT s.n, s.email, c.key
FROM intake_contact AS s
JOIN contact AS c ON c.email_hmac = s.email_hmac
WHERE c.key <> s.key
ORDER BY 1

-- name: drop-email-taken
-- Takes those rows away.
DELETE FROM intake_contact
WHERE EXISTS (
    SELECT 1
    FROM contact AS c
    WHERE c.fold_email = intake_contact.fold_email AND c.key <> intake_contact.key
)
OR EXISTS (
    SELECT 1
    FROM contact AS c
    WHERE c.email_hmac = intake_contact.email_hmac AND c.key <> intake_contact.key
)

-- name: phone-taken
-- Rows whose phone number belongs to another contact.
SELECT s.n, s.phone, c.key
FROM intake_contact AS s
JOIN contact AS c ON c.phone = s.phone
WHERE c.key <> s.key
ORDER BY s.n

-- name: drop-phone-taken
-- Takes the numbers of those rows away.
UPDATE intake_contact SET phone = NULL, phone_hmac = NULL
WHERE EXISTS (
    SELECT 1
    FROM contact AS c
    WHERE c.phone = intake_contact.phone AND c.key <> intake_contact.key
)

-- name: hold
-- Those who are here already, in the order of their numbers: a message that is being handed off to
-- one of them comes before us, or after.
SELECT c.id
FROM contact AS c
WHERE c.key IN (SELECT s.key FROM intake_contact AS s)
ORDER BY c.id

-- name: find
-- Who is here already, and with which consent.
UPDATE intake_contact
SET
    contact_id = c.id,
    was_email_status = c.email_status,
    was_sms_status = c.sms_status,
    was_tracking = c.tracking
FROM contact AS c
WHERE c.key = intake_contact.key

-- name: opted-out
-- Rows of an import that would undo an opt-out or a bounce. AMB-12
SELECT n, 'e-mail', was_email_status
FROM intake_contact
WHERE was_email_status IN ('unsubscribed', 'cleaned')
  AND email_status NOT IN ('unsubscribed', 'cleaned')
UNION ALL
SELECT n, 'sms', was_sms_status
FROM intake_contact
WHERE was_sms_status = 'unsubscribed' AND sms_status <> 'unsubscribed'
ORDER BY 1, 2

-- name: keep-email-opt-outs
-- Takes the e-mail states of those rows away.
UPDATE intake_contact SET email_status = NULL
WHERE was_email_status IN ('unsubscribed', 'cleaned')
  AND email_status NOT IN ('unsubscribed', 'cleaned')

-- name: keep-sms-opt-outs
-- Takes the sms states of those rows away.
UPDATE intake_contact SET sms_status = NULL
WHERE was_sms_status = 'unsubscribed' AND sms_status <> 'unsubscribed'

-- name: of-erased
-- Rows of an import with an address of somebody who was erased. T26
SELECT s.n
FROM intake_contact AS s
WHERE EXISTS (
    SELECT 1 FROM suppression AS x
    WHERE x.reason = 'erased'
      AND ((x.channel = 'email' AND x.address = s.email_hmac)
        OR (x.channel = 'sms' AND x.address = s.phone_hmac))
)
ORDER BY s.n

-- name: drop-of-erased
-- Takes those rows away.
DELETE FROM intake_contact
WHERE EXISTS (
    SELECT 1 FROM suppression AS x
    WHERE x.reason = 'erased'
      AND ((x.channel = 'email' AND x.address = intake_contact.email_hmac)
        OR (x.channel = 'sms' AND x.address = intake_contact.phone_hmac))
)

-- name: suppressed
-- Rows of an import that would subscribe an address which is suppressed.
SELECT s.n, 'e-mail', x.reason
FROM intake_contact AS s
JOIN suppression AS x ON x.address = s.email_hmac AND x.channel = 'email' AND x.topic = ''
WHERE s.email_status IN ('subscribed', 'pending')
UNION
SELECT s.n, 'sms', x.reason
FROM intake_contact AS s
JOIN suppression AS x ON x.address = s.phone_hmac AND x.channel = 'sms' AND x.topic = ''
WHERE s.sms_status = 'subscribed'
ORDER BY 1, 2, 3

-- name: keep-email-suppressed
-- Their e-mail states stay what the suppression says.
UPDATE intake_contact
SET email_status = CASE WHEN EXISTS (
    SELECT 1 FROM suppression AS x
    WHERE x.address = intake_contact.email_hmac AND x.channel = 'email'
      AND x.reason IN ('hard_bounce', 'spam_trap')) THEN 'cleaned' ELSE 'unsubscribed' END
WHERE email_status IN ('subscribed', 'pending') AND EXISTS (
    SELECT 1 FROM suppression AS x
    WHERE x.address = intake_contact.email_hmac AND x.channel = 'email' AND x.topic = '')

-- name: keep-sms-suppressed
-- Their sms states stay what the suppression says.
UPDATE intake_contact
SET sms_status = 'unsubscribed'
WHERE sms_status = 'subscribed' AND EXISTS (
    SELECT 1 FROM suppression AS x
    WHERE x.address = intake_contact.phone_hmac AND x.channel = 'sms' AND x.topic = '')

-- name: keep-denials
-- Takes the consent to tracking away that an import would give to somebody who refused it.
UPDATE intake_contact SET tracking = NULL WHERE was_tracking = 'denied' AND tracking <> 'denied'

-- name: await-confirmation
-- Sign-ups that have to be confirmed first.
UPDATE intake_contact SET email_status = 'pending'
WHERE email_status = 'subscribed' AND coalesce(was_email_status, '') <> 'subscribed'

-- name: insert
-- Those who are not here yet; nobody is without a rating. SEG-52
INSERT INTO contact (
    key, bucket, zone_id, email, fold_email, first_name, fold_first_name, last_name,
    fold_last_name, phone, language, fold_language, country, fold_country, source, fold_source,
    email_status, sms_status, rating, vip,
    latitude, longitude, place_x, place_y, place_z, postal_code, fold_postal_code, predicted_gender,
    predicted_age, lifetime_value, purchase_likelihood, email_engagement, email_client,
    fold_email_client, email_hmac, phone_hmac, tracking, added_at, changed_at
)
SELECT
    key, bucket, coalesce(zone_id, 0), email, fold_email, first_name, fold_first_name, last_name,
    fold_last_name, phone, language, fold_language, country, fold_country, source, fold_source,
    coalesce(email_status, 'non_subscribed'), coalesce(sms_status, 'none'), coalesce(rating, 2),
    coalesce(vip, 0),
    latitude, longitude, place_x, place_y, place_z, postal_code, fold_postal_code, predicted_gender,
    predicted_age, lifetime_value, purchase_likelihood, email_engagement, email_client,
    fold_email_client, email_hmac, phone_hmac, coalesce(tracking, 'unknown'),
    coalesce(added_at, :now), coalesce(changed_at, added_at, :now)
FROM intake_contact
WHERE contact_id IS NULL
ORDER BY n

-- name: find-new
-- Who those became.
UPDATE intake_contact
SET contact_id = c.id, is_new = 1
FROM contact AS c
WHERE intake_contact.contact_id IS NULL AND c.key = intake_contact.key

-- name: mark-changed
-- Those who are here, and of whom something else is told now.
UPDATE intake_contact
SET changed = 1
FROM contact AS c
WHERE c.id = intake_contact.contact_id
  AND intake_contact.is_new = 0
  AND (
    coalesce(intake_contact.zone_id, c.zone_id) <> c.zone_id
    OR coalesce(intake_contact.email, c.email) IS DISTINCT FROM c.email
    OR coalesce(intake_contact.first_name, c.first_name) IS DISTINCT FROM c.first_name
    OR coalesce(intake_contact.last_name, c.last_name) IS DISTINCT FROM c.last_name
    OR coalesce(intake_contact.phone, c.phone) IS DISTINCT FROM c.phone
    OR coalesce(intake_contact.language, c.language) IS DISTINCT FROM c.language
    OR coalesce(intake_contact.country, c.country) IS DISTINCT FROM c.country
    OR coalesce(intake_contact.source, c.source) IS DISTINCT FROM c.source
    OR coalesce(intake_contact.email_status, c.email_status) <> c.email_status
    OR coalesce(intake_contact.sms_status, c.sms_status) <> c.sms_status
    OR coalesce(intake_contact.tracking, c.tracking) <> c.tracking
    OR coalesce(intake_contact.rating, c.rating) IS DISTINCT FROM c.rating
    OR coalesce(intake_contact.vip, c.vip) <> c.vip
    OR coalesce(intake_contact.latitude, c.latitude) IS DISTINCT FROM c.latitude
    OR coalesce(intake_contact.longitude, c.longitude) IS DISTINCT FROM c.longitude
    OR coalesce(intake_contact.postal_code, c.postal_code) IS DISTINCT FROM c.postal_code
    OR coalesce(intake_contact.predicted_gender, c.predicted_gender) IS DISTINCT FROM c.predicted_gender
    OR coalesce(intake_contact.predicted_age, c.predicted_age) IS DISTINCT FROM c.predicted_age
    OR coalesce(intake_contact.lifetime_value, c.lifetime_value) IS DISTINCT FROM c.lifetime_value
    OR coalesce(intake_contact.purchase_likelihood, c.purchase_likelihood) IS DISTINCT FROM c.purchase_likelihood
    OR coalesce(intake_contact.email_engagement, c.email_engagement) IS DISTINCT FROM c.email_engagement
    OR coalesce(intake_contact.email_client, c.email_client) IS DISTINCT FROM c.email_client
    OR coalesce(intake_contact.added_at, c.added_at) <> c.added_at
    OR coalesce(intake_contact.changed_at, c.changed_at) <> c.changed_at
  )

-- name: mark-by-member
-- Those whose tags or groups changed.
UPDATE intake_contact SET changed = 1
WHERE n IN (SELECT m.n FROM intake_member AS m WHERE m.changed = 1)

-- name: mark-by-value
-- Those whose declared fields changed.
UPDATE intake_contact SET changed = 1
WHERE n IN (SELECT v.n FROM intake_value AS v WHERE v.changed = 1)

-- name: update
-- Writes what changed; what is not told stays. SYNC-85
UPDATE contact
SET
    zone_id = coalesce(s.zone_id, contact.zone_id),
    email = coalesce(s.email, contact.email),
    fold_email = coalesce(s.fold_email, contact.fold_email),
    first_name = coalesce(s.first_name, contact.first_name),
    fold_first_name = coalesce(s.fold_first_name, contact.fold_first_name),
    last_name = coalesce(s.last_name, contact.last_name),
    fold_last_name = coalesce(s.fold_last_name, contact.fold_last_name),
    phone = coalesce(s.phone, contact.phone),
    language = coalesce(s.language, contact.language),
    fold_language = coalesce(s.fold_language, contact.fold_language),
    country = coalesce(s.country, contact.country),
    fold_country = coalesce(s.fold_country, contact.fold_country),
    source = coalesce(s.source, contact.source),
    fold_source = coalesce(s.fold_source, contact.fold_source),
    email_status = coalesce(s.email_status, contact.email_status),
    sms_status = coalesce(s.sms_status, contact.sms_status),
    email_hmac = coalesce(s.email_hmac, contact.email_hmac),
    phone_hmac = coalesce(s.phone_hmac, contact.phone_hmac),
    tracking = coalesce(s.tracking, contact.tracking),
    rating = coalesce(s.rating, contact.rating),
    vip = coalesce(s.vip, contact.vip),
    latitude = coalesce(s.latitude, contact.latitude),
    longitude = coalesce(s.longitude, contact.longitude),
    place_x = coalesce(s.place_x, contact.place_x),
    place_y = coalesce(s.place_y, contact.place_y),
    place_z = coalesce(s.place_z, contact.place_z),
    postal_code = coalesce(s.postal_code, contact.postal_code),
    fold_postal_code = coalesce(s.fold_postal_code, contact.fold_postal_code),
    predicted_gender = coalesce(s.predicted_gender, contact.predicted_gender),
    predicted_age = coalesce(s.predicted_age, contact.predicted_age),
    lifetime_value = coalesce(s.lifetime_value, contact.lifetime_value),
    purchase_likelihood = coalesce(s.purchase_likelihood, contact.purchase_likelihood),
    email_engagement = coalesce(s.email_engagement, contact.email_engagement),
    email_client = coalesce(s.email_client, contact.email_client),
    fold_email_client = coalesce(s.fold_email_client, contact.fold_email_client),
    added_at = coalesce(s.added_at, contact.added_at),
    changed_at = coalesce(s.changed_at, :now)
FROM intake_contact AS s
WHERE contact.id = s.contact_id AND s.is_new = 0 AND s.changed = 1

-- name: count
-- How many were added, and how many changed.
SELECT coalesce(sum(is_new), 0), coalesce(sum(CASE WHEN is_new = 0 THEN changed ELSE 0 END), 0)
FROM intake_contact
