-- The table `erasing` holds whom it concerns, for the length of the transaction. CROSS JOIN, not JOIN,
-- where those few must come first: SQLite keeps the order of cross joins.

-- name: words
-- Who is to be erased, as she was named; `address` is the seal of an address or a number.
CREATE TEMP TABLE IF NOT EXISTS erasing_word (
    n INTEGER PRIMARY KEY,
    word TEXT NOT NULL,
    folded TEXT NOT NULL,
    address TEXT
);

-- name: matches
-- Who that is: several people, if they have the same number.
CREATE TEMP TABLE IF NOT EXISTS erasing_match (
    n INTEGER NOT NULL,
    contact_id INTEGER NOT NULL
);

-- name: runs
-- All her runs, in progress and finished.
CREATE TEMP TABLE IF NOT EXISTS erasing_run (
    enrollment_id INTEGER PRIMARY KEY
);

-- name: events
-- All her events.
CREATE TEMP TABLE IF NOT EXISTS erasing_event (
    id INTEGER PRIMARY KEY
);

-- name: codes
-- The codes that were drawn for her alone.
CREATE TEMP TABLE IF NOT EXISTS erasing_code (
    fold_code TEXT PRIMARY KEY
);

-- name: clear-words
-- Nobody yet, and nobody any more.
DELETE FROM erasing_word;

-- name: clear-matches
-- Nobody found yet, and nobody any more.
DELETE FROM erasing_match;

-- name: clear-people
-- Nobody yet, and nobody any more.
DELETE FROM erasing;

-- name: clear-runs
-- No run yet.
DELETE FROM erasing_run;

-- name: clear-events
-- No event yet.
DELETE FROM erasing_event;

-- name: clear-codes
-- No code yet.
DELETE FROM erasing_code;

-- name: name
-- One key or address.
INSERT INTO erasing_word (n, word, folded, address) VALUES (:n, :word, :folded, :address);

-- name: find-by-key
-- Whose keys they are.
INSERT INTO erasing_match (n, contact_id)
SELECT x.n, c.id FROM erasing_word AS x CROSS JOIN contact AS c WHERE c.key = x.word;

-- name: find-by-address
-- Whose addresses and numbers the others are, however they are written.
INSERT INTO erasing_match (n, contact_id)
SELECT found.n, found.id
FROM (
    SELECT x.n, c.id FROM erasing_word AS x CROSS JOIN contact AS c WHERE c.fold_email = x.folded
    UNION
    SELECT x.n, c.id FROM erasing_word AS x CROSS JOIN contact AS c WHERE c.email_hmac = x.address
    UNION
    SELECT x.n, c.id FROM erasing_word AS x CROSS JOIN contact AS c WHERE c.phone_hmac = x.address
    UNION
    SELECT x.n, c.id FROM erasing_word AS x CROSS JOIN contact AS c WHERE c.phone = x.word
) AS found
WHERE found.n NOT IN (SELECT m.n FROM erasing_match AS m);

-- name: unknown
-- What names nobody.
SELECT x.n FROM erasing_word AS x
WHERE x.n NOT IN (SELECT m.n FROM erasing_match AS m) ORDER BY x.n;

-- name: in-doubt
-- Who has a message that is being handed over at this very moment.
SELECT DISTINCT x.n FROM erasing_match AS x
WHERE x.contact_id IN (SELECT o.contact_id FROM outbox AS o
    WHERE o.state = 'handoff' AND o.state IN ('queued', 'leased', 'handoff'))
ORDER BY x.n;

-- name: choose
-- All others are erased.
INSERT INTO erasing (contact_id)
SELECT DISTINCT x.contact_id FROM erasing_match AS x
WHERE x.contact_id NOT IN (SELECT o.contact_id FROM outbox AS o
    WHERE o.state = 'handoff' AND o.state IN ('queued', 'leased', 'handoff'));

-- name: people
-- Whom it concerns.
SELECT c.id, c.key FROM erasing AS x CROSS JOIN contact AS c WHERE c.id = x.contact_id
ORDER BY c.id;

-- name: find-runs
-- Her runs: every one has its entry.
INSERT INTO erasing_run (enrollment_id)
SELECT DISTINCT n.enrollment_id
FROM journey AS j
CROSS JOIN erasing AS x
CROSS JOIN entry AS n
WHERE n.journey_id = j.id AND n.contact_id = x.contact_id
ON CONFLICT DO NOTHING;

-- name: find-events
-- Her events of one kind.
INSERT INTO erasing_event (id)
SELECT e.id FROM erasing AS x CROSS JOIN event AS e
WHERE e.kind = :kind AND e.contact_id = x.contact_id
ON CONFLICT DO NOTHING;

-- name: find-codes
-- Her own codes.
INSERT INTO erasing_code (fold_code)
SELECT DISTINCT h.fold_code FROM erasing AS x CROSS JOIN holding AS h
WHERE h.contact_id = x.contact_id AND h.own = 1
ON CONFLICT DO NOTHING;

-- name: suppress
-- What has not left does not leave. INV-19
UPDATE outbox SET state = 'suppressed', reason = 'erased', lease_until = NULL, settled_at = :now
WHERE state IN ('queued', 'leased')
  AND enrollment_id IN (SELECT enrollment_id FROM erasing_run);

-- name: leave
-- Her runs in progress end where they are.
INSERT INTO leaving (enrollment_id, at, reason)
SELECT n.id, :at, 'erased'
FROM erasing_run AS x CROSS JOIN enrollment AS n
WHERE n.id = x.enrollment_id
ON CONFLICT DO NOTHING;

-- name: keys
-- The keys under which her events were told.
SELECT e.dedupe FROM erasing_event AS x CROSS JOIN event AS e
WHERE e.id = x.id AND e.dedupe IS NOT NULL AND substr(e.dedupe, 1, 5) <> 'sent:'
  AND substr(e.dedupe, 1, 6) <> 'order:';

-- name: spend
-- One key that is here no longer.
INSERT INTO spent_key (digest) VALUES (:digest) ON CONFLICT DO NOTHING;

-- name: empty-events
-- An event is a count from now on, of nobody. What we sent stays hers, whoever she was, and so does
-- the key of an order, of which nothing is told twice.
UPDATE event SET contact_id = NULL, subject = NULL, properties = NULL, folded = NULL,
    dedupe = CASE WHEN substr(dedupe, 1, 6) = 'order:' THEN dedupe END
WHERE id IN (SELECT id FROM erasing_event)
  AND (dedupe IS NULL OR substr(dedupe, 1, 5) <> 'sent:');

-- name: empty-orders
-- Orders are figures: they stay, of nobody.
UPDATE orders SET contact_id = NULL WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: empty-order-codes
-- Without the codes that were hers alone.
UPDATE orders SET discount_code = NULL, fold_discount_code = NULL
WHERE fold_discount_code IN (SELECT fold_code FROM erasing_code);

-- name: empty-carts
-- Carts too; those still open are given up.
UPDATE cart SET contact_id = NULL, checkout_url = NULL, key = ' erased ' || id,
    status = CASE WHEN status = 'open' THEN 'deleted' ELSE status END
WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: empty-holdings
-- What was issued stays counted; a code of her own is forgotten.
UPDATE holding SET code = CASE WHEN own = 1 THEN ' erased ' || id ELSE code END,
    fold_code = CASE WHEN own = 1 THEN ' erased ' || id ELSE fold_code END
WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-codes
-- What the shop told of her own codes.
DELETE FROM promo_code WHERE fold_code IN (SELECT fold_code FROM erasing_code);

-- name: empty-attempts
-- The words of the other side may speak of her.
UPDATE attempt SET detail = NULL
WHERE detail IS NOT NULL AND enrollment_id IN (SELECT enrollment_id FROM erasing_run);

-- name: empty-decisions
-- So may the words of whoever decided something about a message.
UPDATE decision SET why = NULL
WHERE why IS NOT NULL AND enrollment_id IN (SELECT enrollment_id FROM erasing_run);

-- name: empty-quarantine
-- So may the words of the database.
UPDATE quarantine SET reason = 'erased'
WHERE contact_id IN (SELECT contact_id FROM erasing)
   OR enrollment_id IN (SELECT enrollment_id FROM erasing_run)
   OR event_id IN (SELECT id FROM erasing_event);

-- name: empty-consents
-- When she agreed and when not is what our messages are judged by; how we know it is hers.
UPDATE consent SET source = 'erased', proof = NULL, text_version = NULL, ip_hmac = NULL
WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-topics
-- What she said of single topics.
DELETE FROM topic_consent WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-bounces
-- What mailboxes of hers put off.
DELETE FROM soft_bounce WHERE enrollment_id IN (SELECT enrollment_id FROM erasing_run);

-- name: delete-tags
-- Her tags.
DELETE FROM contact_tag WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-groups
-- Her groups.
DELETE FROM contact_group WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-members
-- The segments she was in.
DELETE FROM segment_member WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-retold
-- What was told of her since the last tick.
DELETE FROM retold WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-points
-- Her points.
DELETE FROM score_points WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: delete-bars
-- What she was barred from.
DELETE FROM barred WHERE contact_id IN (SELECT contact_id FROM erasing);

-- name: empty-contact
-- Nobody: with a key that nobody can tell, in no segment, without consent. All else is NULL already.
UPDATE contact SET key = ' erased ' || id, bucket = 0, zone_id = 0, email_status = 'unsubscribed',
    sms_status = 'unsubscribed', tracking = 'denied', vip = 0, archived = 1, added_at = :now,
    changed_at = :now, erased_at = :now
WHERE id IN (SELECT contact_id FROM erasing);

-- name: is-suppressed
-- Whether an address or a number belonged to somebody who was erased.
SELECT 1 FROM suppression WHERE address = :address AND reason = 'erased';

-- name: is-spent
-- Whether a key is one of those that are here no longer.
SELECT 1 FROM spent_key WHERE digest = :digest;

-- name: imports
-- The files that imports refused rows of.
SELECT DISTINCT path FROM import_progress WHERE refused_bytes > 0 ORDER BY path;
