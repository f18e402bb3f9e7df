-- name: work
-- The rows in one worker's hands during one transaction, and what becomes of them. Without a key:
-- with one, SQLite reads the whole outbox and looks each row up here, instead of the other way.
CREATE TEMP TABLE IF NOT EXISTS outbox_work (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    origin TEXT,
    state TEXT,
    reason TEXT,
    outcome TEXT,
    detail TEXT,
    not_before INTEGER,
    subject TEXT
);

-- name: quiet
-- The quiet hours that each of these rows obeys, in milliseconds after local midnight.
CREATE TEMP TABLE IF NOT EXISTS outbox_quiet (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    quiet_from INTEGER NOT NULL,
    quiet_to INTEGER NOT NULL
);

-- name: limits
-- How many messages each of these rows' contacts may get of a channel (NULL: of any), since when.
CREATE TEMP TABLE IF NOT EXISTS outbox_limit (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    channel TEXT,
    most INTEGER NOT NULL,
    since INTEGER NOT NULL
);

-- name: endings
-- The kinds of events that may end the runs of these rows; '' is any that was told.
CREATE TEMP TABLE IF NOT EXISTS outbox_ending (
    enrollment_id INTEGER NOT NULL,
    node_id INTEGER NOT NULL,
    kind TEXT NOT NULL
);

-- name: told
-- The kinds of events that are told by others.
CREATE TEMP TABLE IF NOT EXISTS outbox_told (kind TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

-- name: subjects
-- The carts, orders and products that the messages of a batch speak of.
CREATE TEMP TABLE IF NOT EXISTS outbox_subject (
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- name: clear-work
-- Empties a worker's hands.
DELETE FROM outbox_work;

-- name: clear-quiet
-- Forgets the quiet hours of the last window.
DELETE FROM outbox_quiet;

-- name: clear-limits
-- Forgets the limits of the last window.
DELETE FROM outbox_limit;

-- name: clear-endings
-- Forgets what may end the runs of the last window.
DELETE FROM outbox_ending;

-- name: clear-told
-- Forgets them.
DELETE FROM outbox_told;

-- name: clear-subjects
-- Forgets the carts, orders and products of the last batch.
DELETE FROM outbox_subject;

-- name: take
-- Takes one row in hand.
INSERT INTO outbox_work (enrollment_id, node_id, epoch, origin, state, reason, outcome, detail,
    not_before, subject)
VALUES (:enrollment_id, :node_id, :epoch, :origin, :state, :reason, :outcome, :detail,
    :not_before, :subject);

-- name: keep-quiet
-- Notes the quiet hours of one row.
INSERT INTO outbox_quiet (enrollment_id, node_id, quiet_from, quiet_to)
VALUES (:enrollment_id, :node_id, :quiet_from, :quiet_to);

-- name: keep-limit
-- Notes one limit of one row.
INSERT INTO outbox_limit (enrollment_id, node_id, number, channel, most, since)
VALUES (:enrollment_id, :node_id, :number, :channel, :most, :since);

-- name: keep-ending
-- Notes one kind of events that may end the run of one row.
INSERT INTO outbox_ending (enrollment_id, node_id, kind) VALUES (:enrollment_id, :node_id, :kind);

-- name: keep-told
-- Notes one kind of events that are told.
INSERT INTO outbox_told (kind) VALUES (:kind);

-- name: renew
-- Our lease of the rows in hand, for as long again.
UPDATE outbox SET lease_until = :now + :lease
FROM outbox_work AS w
WHERE outbox.enrollment_id = w.enrollment_id
  AND outbox.node_id = w.node_id
  AND outbox.state IN ('leased', 'handoff')
  AND outbox.epoch = w.epoch;

-- name: speak-of
-- Notes one cart, order or product.
INSERT INTO outbox_subject (kind, id) VALUES (:kind, :id) ON CONFLICT DO NOTHING;

-- name: identity
-- What tells this store from every other one: its first program and when it was deployed.
SELECT p.digest, p.deployed_at FROM program AS p ORDER BY p.id LIMIT 1;

-- name: due
-- The kinds of messages of which some are due.
WITH kind (channel, purpose) AS (
    VALUES ('email', 'transactional'), ('email', 'internal'), ('email', 'marketing'),
        ('email', 'cart'), ('sms', 'transactional'), ('sms', 'internal'), ('sms', 'marketing'),
        ('sms', 'cart'), ('webhook', 'internal')
)
SELECT t.channel, t.purpose
FROM kind AS t
WHERE EXISTS (
    SELECT 1 FROM outbox AS o
    WHERE o.state = 'queued' AND o.channel = t.channel AND o.purpose = t.purpose
      AND o.not_before <= :now);

-- name: claim
-- queued -> leased: the rows of a kind that are due, the longest waiting first, for as long as the
-- lease; of those on which so many workers were lost.
UPDATE outbox
SET state = 'leased', attempt = attempt + 1, epoch = epoch + 1, lease_until = :now + :lease,
    alone = :alone
FROM (
    SELECT o.enrollment_id, o.node_id
    FROM outbox AS o
    WHERE o.state = 'queued'
      AND o.channel = :channel
      AND o.purpose = :purpose
      AND o.not_before <= :now
      AND o.crashes >= :least
      AND o.crashes <= :most
    ORDER BY o.not_before
    LIMIT :size
) AS due
WHERE outbox.enrollment_id = due.enrollment_id
  AND outbox.node_id = due.node_id
  AND outbox.state = 'queued'
RETURNING outbox.enrollment_id, outbox.node_id, outbox.contact_id, outbox.channel, outbox.message,
    outbox.purpose, outbox.queued_at, outbox.attempt, outbox.epoch;

-- name: alone
-- Nothing else was claimed with it: if its worker is lost, it is the one to be looked at.
UPDATE outbox SET alone = 1
WHERE enrollment_id = :enrollment_id AND node_id = :node_id AND state = 'leased';

-- name: suspect
-- One of these may be why the worker was lost: from now on they are claimed in smaller numbers.
UPDATE outbox SET crashes = crashes + 1
WHERE state = 'leased' AND state IN ('queued', 'leased', 'handoff') AND lease_until < :now;

-- name: lapsed
-- The rows whose lease has run out, with the state they were left in. No lease is as long as
-- `unheard`: where one seems to be, the clock was set back.
SELECT o.enrollment_id, o.node_id, o.contact_id, o.channel, o.message, o.purpose, o.queued_at,
    o.attempt, o.epoch, o.state, o.alone
FROM outbox AS o
WHERE o.state IN ('leased', 'handoff')
  AND o.state IN ('queued', 'leased', 'handoff')
  AND (o.lease_until < :now OR o.lease_until > :now + :unheard)
ORDER BY o.enrollment_id, o.node_id;

-- name: counts
-- How many rows there are in each state.
SELECT o.state, COUNT(*) FROM outbox AS o GROUP BY o.state ORDER BY o.state;

-- name: expire
-- queued -> expired: what has waited so long that nobody would understand it any more. What was put
-- off meanwhile, or sent once more by a decision, is looked at when it is about to leave.
UPDATE outbox
SET state = 'expired', reason = 'too_old', settled_at = :now
FROM (
    SELECT o.enrollment_id, o.node_id
    FROM outbox AS o
    WHERE o.state = 'queued'
      AND o.state IN ('queued', 'leased', 'handoff')
      AND o.not_before < :latest
      AND o.queued_at < CASE WHEN o.purpose IN ('marketing', 'cart') THEN CAST(:oldest AS BIGINT)
            ELSE CAST(:eldest AS BIGINT) END
      AND NOT EXISTS (
        SELECT 1 FROM decision AS d
        WHERE d.enrollment_id = o.enrollment_id AND d.node_id = o.node_id
          AND d.state = 'queued'
          AND d.at >= CASE WHEN o.purpose IN ('marketing', 'cart') THEN CAST(:oldest AS BIGINT)
            ELSE CAST(:eldest AS BIGINT) END)
    LIMIT :most
) AS old
WHERE outbox.enrollment_id = old.enrollment_id
  AND outbox.node_id = old.node_id
  AND outbox.state = 'queued';

-- name: settle
-- Any legal change of the rows in hand: only from the state and epoch in which they were taken.
UPDATE outbox
SET state = w.state,
    reason = w.reason,
    not_before = COALESCE(w.not_before, outbox.not_before),
    lease_until = NULL,
    settled_at = CASE WHEN w.state = 'queued' THEN NULL ELSE :now END
FROM outbox_work AS w
WHERE outbox.enrollment_id = w.enrollment_id
  AND outbox.node_id = w.node_id
  AND outbox.state = w.origin
  AND outbox.epoch = w.epoch;

-- name: log-attempts
-- One line for each attempt that ended in the change just made.
INSERT INTO attempt (enrollment_id, node_id, number, outcome, detail, at, epoch, origin, state,
    again)
SELECT o.enrollment_id, o.node_id, o.attempt, w.outcome, w.detail, :now, o.epoch, w.origin, w.state,
    CASE WHEN w.state = 'queued' THEN o.not_before END
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
WHERE o.state = w.state AND o.epoch = w.epoch AND w.outcome IS NOT NULL AND o.attempt > 0
ON CONFLICT DO NOTHING;

-- name: record-sent
-- The event of each message just accepted: it counts from the latest tick on, once for ever.
INSERT INTO event (contact_id, kind, subject, at, moment, received_at, dedupe, cause, properties)
SELECT o.contact_id,
    CASE o.channel WHEN 'sms' THEN 'sms_sent' ELSE 'email_sent' END,
    w.subject,
    :now,
    (SELECT CASE WHEN MAX(g.watermark) > :now THEN MAX(g.watermark) ELSE :now END FROM engine AS g),
    :now,
    'sent:' || o.enrollment_id || ':' || o.node_id,
    v.journey_id,
    '{"enrollment":' || o.enrollment_id || ',"step":' || n.number || '}'
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
LEFT JOIN node AS n ON n.id = o.node_id
LEFT JOIN journey_version AS v ON v.id = n.version_id
WHERE w.state = 'accepted' AND o.state = 'accepted' AND o.epoch = w.epoch
  AND o.purpose <> 'internal'
ORDER BY w.enrollment_id, w.node_id
ON CONFLICT DO NOTHING;

-- name: earlier-tries
-- What became of earlier attempts of the rows in hand: how often, and since when. What somebody had
-- sent once more begins anew.
SELECT w.enrollment_id, w.node_id, a.outcome, MIN(a.at), COUNT(*)
FROM outbox_work AS w
JOIN attempt AS a ON a.enrollment_id = w.enrollment_id AND a.node_id = w.node_id
WHERE a.outcome IN ('retry', 'unreached', 'unknown', 'crashed')
  AND a.number > COALESCE((
    SELECT MAX(d.attempt) FROM decision AS d
    WHERE d.enrollment_id = w.enrollment_id AND d.node_id = w.node_id), 0)
GROUP BY w.enrollment_id, w.node_id, a.outcome;

-- name: doubts
-- Which of the rows in hand may have arrived by an earlier attempt, as far as anybody has found out.
SELECT DISTINCT w.enrollment_id, w.node_id
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
JOIN attempt AS a ON a.enrollment_id = w.enrollment_id AND a.node_id = w.node_id
WHERE a.outcome = 'unknown' AND a.number < o.attempt
  AND NOT EXISTS (
    SELECT 1 FROM outbox_move AS m
    WHERE m.enrollment_id = a.enrollment_id AND m.node_id = a.node_id
      AND m.attempt >= a.number AND m.reason = 'resolved');

-- name: hold
-- The contacts of the rows in hand, in the order of their numbers: whoever tells their consent at
-- the same time comes before us, or after.
SELECT c.id
FROM contact AS c
WHERE c.id IN (
    SELECT o.contact_id
    FROM outbox_work AS w
    JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
)
ORDER BY c.id;

-- name: standing
-- Up to which event the last tick has seen, and when it was; what was told since counts from then on.
SELECT MIN(g.watermark), MIN(g.event_cursor) FROM engine AS g;

-- name: await-tick
-- leased -> queued: something came that may end the run, and no tick has seen it yet. Where a
-- condition ends it, anything that was told of the contact may. Who is put off again and again waits
-- longer: nobody is written anew all the time.
UPDATE outbox
SET state = 'queued', lease_until = NULL,
    not_before = :now + CASE WHEN outbox.attempt < 2 THEN 1000 WHEN outbox.attempt < 3 THEN 5000
        ELSE 60000 END
FROM outbox_work AS w
WHERE outbox.enrollment_id = w.enrollment_id
  AND outbox.node_id = w.node_id
  AND outbox.epoch = w.epoch
  AND outbox.state = 'leased'
  AND EXISTS (
    SELECT 1
    FROM outbox_ending AS x
    CROSS JOIN enrollment AS n
    WHERE x.enrollment_id = w.enrollment_id
      AND x.node_id = w.node_id
      AND n.id = x.enrollment_id
      AND CASE WHEN x.kind <> '' THEN EXISTS (
            SELECT 1 FROM event AS e
            WHERE e.kind = x.kind AND e.contact_id = n.contact_id AND e.moment >= :watermark
              AND e.id > :seen)
        ELSE EXISTS (SELECT 1 FROM retold AS r WHERE r.contact_id = n.contact_id)
          OR EXISTS (
            SELECT 1
            FROM outbox_told AS t
            CROSS JOIN event AS e
            WHERE e.kind = t.kind AND e.contact_id = n.contact_id AND e.moment >= :watermark
              AND e.id > :seen AND e.cause IS NULL) END);

-- name: stop-over
-- leased -> suppressed: marketing of a run that was ended while its message was under way or given
-- up, and what tells of somebody who has been erased meanwhile.
UPDATE outbox
SET state = 'suppressed', lease_until = NULL, settled_at = :now,
    reason = CASE outbox.purpose WHEN 'internal' THEN 'erased' ELSE 'exit' END
FROM outbox_work AS w
WHERE outbox.enrollment_id = w.enrollment_id
  AND outbox.node_id = w.node_id
  AND outbox.epoch = w.epoch
  AND outbox.state = 'leased'
  AND CASE outbox.purpose
        WHEN 'transactional' THEN FALSE
        WHEN 'internal' THEN EXISTS (
            SELECT 1 FROM contact AS c
            WHERE c.id = outbox.contact_id AND c.erased_at IS NOT NULL)
        ELSE EXISTS (
            SELECT 1
            FROM enrollment_archive AS a
            JOIN step_log AS l ON l.enrollment_id = a.id AND l.seq = a.seq AND l.edge = 'exit'
            WHERE a.id = w.enrollment_id) END;

-- name: ask
-- The rows in hand that are still ours, and speak to the contact herself.
INSERT INTO asking (enrollment_id, node_id, contact_id, channel, purpose, topic, at, late, again,
    abroad)
SELECT o.enrollment_id, o.node_id, o.contact_id, o.channel, o.purpose, COALESCE(j.name, ''), :now,
    CASE WHEN o.queued_at < CASE WHEN o.purpose IN ('marketing', 'cart')
            THEN CAST(:oldest AS BIGINT) ELSE CAST(:eldest AS BIGINT) END
        AND NOT EXISTS (
            SELECT 1 FROM decision AS d
            WHERE d.enrollment_id = o.enrollment_id AND d.node_id = o.node_id
              AND d.state = 'queued'
              AND d.at >= CASE WHEN o.purpose IN ('marketing', 'cart')
                THEN CAST(:oldest AS BIGINT) ELSE CAST(:eldest AS BIGINT) END)
        THEN 1 ELSE 0 END,
    CASE WHEN o.purpose = 'cart' AND EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.enrollment_id = o.enrollment_id
          AND earlier.node_id < o.node_id
          AND earlier.channel = o.channel
          AND earlier.purpose <> 'internal'
          AND earlier.state <> 'suppressed') THEN 1 ELSE 0 END,
    0
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
LEFT JOIN node AS n ON n.id = o.node_id
LEFT JOIN journey_version AS v ON v.id = n.version_id
LEFT JOIN journey AS j ON j.id = v.journey_id
WHERE o.state = 'leased' AND o.epoch = w.epoch AND o.purpose <> 'internal';

-- name: put-off
-- Whose quiet hours these are, until they end on the contact's own clock.
UPDATE consent_case
SET quiet = 1, until = CASE WHEN held.until > :now THEN held.until ELSE :now + 60000 END
FROM (
    SELECT late.enrollment_id, late.node_id,
        MAX(CASE
            WHEN span.utc_from IS NULL OR late.wall_end - span.utc_offset > span.utc_from
                THEN late.wall_end - COALESCE(span.utc_offset, 0)
            ELSE span.utc_from
        END) AS until
    FROM (
        SELECT here.enrollment_id, here.node_id, here.zone_id,
            here.wall - here.clock + here.quiet_to
                + CASE WHEN here.clock < here.quiet_to THEN 0 ELSE 86400000 END AS wall_end
        FROM (
            SELECT ruled.enrollment_id, ruled.node_id, c.zone_id, q.quiet_from, q.quiet_to,
                :now + COALESCE(s.utc_offset, 0) AS wall,
                (:now + COALESCE(s.utc_offset, 0)) % 86400000 AS clock
            FROM consent_case AS ruled
            JOIN outbox_quiet AS q ON q.enrollment_id = ruled.enrollment_id AND q.node_id = ruled.node_id
            JOIN contact AS c ON c.id = ruled.contact_id
            LEFT JOIN zone_span AS s ON s.zone_id = c.zone_id AND s.utc_from = (
                SELECT MAX(t.utc_from) FROM zone_span AS t
                WHERE t.zone_id = c.zone_id AND t.utc_from <= :now)
        ) AS here
        WHERE (here.quiet_from < here.quiet_to
                AND here.clock >= here.quiet_from AND here.clock < here.quiet_to)
           OR (here.quiet_from > here.quiet_to
                AND (here.clock >= here.quiet_from OR here.clock < here.quiet_to))
    ) AS late
    LEFT JOIN zone_span AS span ON span.zone_id = late.zone_id AND span.wall_from = (
        SELECT MAX(t.wall_from) FROM zone_span AS t
        WHERE t.zone_id = late.zone_id AND t.wall_from <= late.wall_end)
    GROUP BY late.enrollment_id, late.node_id
) AS held
WHERE consent_case.enrollment_id = held.enrollment_id
  AND consent_case.node_id = held.node_id;

-- name: hold-back
-- Who has had as many messages of the kind as there may be in that time: what left, what is under
-- way, and what nobody knows of. Those of one window that may be sent stand in line: the first may
-- still leave when a later one may not.
UPDATE consent_case
SET capped = 1
FROM (
    SELECT DISTINCT line.enrollment_id, line.node_id
    FROM (
        SELECT o.enrollment_id, o.node_id, l.most,
            (SELECT COUNT(*) FROM outbox AS p
             WHERE p.contact_id = o.contact_id
               AND p.purpose IN ('marketing', 'cart')
               AND p.handed_at >= l.since
               AND p.state IN ('handoff', 'accepted', 'unknown')
               AND (l.channel IS NULL OR p.channel = l.channel))
            + ROW_NUMBER() OVER (PARTITION BY o.contact_id, l.number
                ORDER BY o.queued_at, o.enrollment_id, o.node_id) AS nth
        FROM outbox_limit AS l
        JOIN outbox AS o ON o.enrollment_id = l.enrollment_id AND o.node_id = l.node_id
        JOIN consent_case AS ruled ON ruled.enrollment_id = o.enrollment_id AND ruled.node_id = o.node_id
        WHERE ruled.ruling = 'send'
    ) AS line
    WHERE line.nth > line.most
) AS held
WHERE consent_case.enrollment_id = held.enrollment_id
  AND consent_case.node_id = held.node_id;

-- name: stop
-- leased -> queued, expired or suppressed: what may not leave now, by the ruling of this moment.
UPDATE outbox
SET state = CASE ruled.ruling WHEN 'defer' THEN 'queued' WHEN 'too_old' THEN 'expired'
        ELSE 'suppressed' END,
    reason = CASE ruled.ruling WHEN 'defer' THEN outbox.reason ELSE ruled.ruling END,
    not_before = CASE ruled.ruling WHEN 'defer' THEN ruled.until ELSE outbox.not_before END,
    settled_at = CASE ruled.ruling WHEN 'defer' THEN NULL ELSE CAST(:now AS BIGINT) END,
    lease_until = NULL
FROM consent_case AS ruled
JOIN outbox_work AS w ON w.enrollment_id = ruled.enrollment_id AND w.node_id = ruled.node_id
WHERE outbox.enrollment_id = ruled.enrollment_id
  AND outbox.node_id = ruled.node_id
  AND outbox.epoch = w.epoch
  AND outbox.state = 'leased'
  AND ruled.ruling NOT IN ('send', 'flag');

-- name: log-stopped
-- One line for each attempt that ended before the hand-off.
INSERT INTO attempt (enrollment_id, node_id, number, outcome, detail, at, epoch, origin, state,
    again)
SELECT o.enrollment_id, o.node_id, o.attempt,
    CASE WHEN o.state <> 'queued' THEN 'suppressed'
        WHEN ruled.enrollment_id IS NOT NULL THEN 'quiet' ELSE 'news' END,
    CASE WHEN o.state <> 'queued' OR ruled.enrollment_id IS NOT NULL THEN o.reason
        ELSE 'something came that may end the run' END, :now, o.epoch, 'leased',
    o.state, CASE WHEN o.state = 'queued' THEN o.not_before END
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
LEFT JOIN consent_case AS ruled ON ruled.enrollment_id = w.enrollment_id AND ruled.node_id = w.node_id
WHERE o.epoch = w.epoch AND o.state IN ('queued', 'suppressed')
ON CONFLICT DO NOTHING;

-- name: hand-off
-- leased -> handoff: from here on a message may have left, whatever happens to us.
UPDATE outbox
SET state = 'handoff', handed_at = :now, lease_until = :now + :lease,
    consent_rev = (
        SELECT MAX(s.id) FROM consent AS s
        WHERE s.contact_id = outbox.contact_id AND s.channel = outbox.channel),
    flag = CASE ruled.ruling WHEN 'flag' THEN 'complaint' END
FROM outbox_work AS w
LEFT JOIN consent_case AS ruled ON ruled.enrollment_id = w.enrollment_id AND ruled.node_id = w.node_id
WHERE outbox.enrollment_id = w.enrollment_id
  AND outbox.node_id = w.node_id
  AND outbox.epoch = w.epoch
  AND outbox.state = 'leased'
RETURNING outbox.enrollment_id, outbox.node_id;

-- name: letters
-- Where each row in hand comes from: step, program, journey, what let the contact in.
SELECT w.enrollment_id, w.node_id, n.number, v.program_id, j.name,
    COALESCE(e.event_id, a.event_id), COALESCE(e.ref, a.ref)
FROM outbox_work AS w
JOIN node AS n ON n.id = w.node_id
JOIN journey_version AS v ON v.id = n.version_id
JOIN journey AS j ON j.id = v.journey_id
LEFT JOIN enrollment AS e ON e.id = w.enrollment_id
LEFT JOIN enrollment_archive AS a ON a.id = w.enrollment_id;

-- name: program
-- One deployed program.
SELECT p.ir FROM program AS p WHERE p.id = :id;

-- name: contact-columns
-- The columns of the contacts, the declared fields included, in their order.
SELECT i.name FROM pragma_table_info('contact') AS i ORDER BY i.cid;

-- name: contacts
-- The contacts of the rows in hand, whole.
SELECT c.*
FROM contact AS c
WHERE c.id IN (
    SELECT o.contact_id
    FROM outbox_work AS w
    JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
);

-- name: zones
-- The names of all zones.
SELECT z.id, z.name FROM zone AS z;

-- name: events
-- The events that let the runs of the rows in hand begin.
SELECT e.id, e.kind, e.subject, s.name, e.ref, e.at, e.properties
FROM outbox_subject AS t
JOIN event AS e ON e.id = t.id
LEFT JOIN store AS s ON s.id = e.store_id
WHERE t.kind = 'event';

-- name: carts
-- The carts that the messages of the batch speak of.
SELECT k.id, s.name, k.key, k.checkout_url, k.currency, k.total, k.updated_at
FROM outbox_subject AS t
JOIN cart AS k ON k.id = t.id
JOIN store AS s ON s.id = k.store_id
WHERE t.kind = 'cart';

-- name: cart-lines
-- Their lines, in order.
SELECT l.cart_id, p.name, p.key, l.quantity, l.unit_price, p.url, p.image
FROM outbox_subject AS t
JOIN cart_line AS l ON l.cart_id = t.id
JOIN product AS p ON p.id = l.product_id
WHERE t.kind = 'cart'
ORDER BY l.cart_id, l.line_no;

-- name: orders
-- The orders that the messages of the batch speak of.
SELECT r.id, s.name, r.key, r.currency, r.total, r.placed_at, r.financial_status,
    r.fulfillment_status
FROM outbox_subject AS t
JOIN orders AS r ON r.id = t.id
JOIN store AS s ON s.id = r.store_id
WHERE t.kind = 'order';

-- name: order-lines
-- Their lines, in order.
SELECT l.order_id, p.name, p.key, l.quantity, l.unit_price, p.url, p.image
FROM outbox_subject AS t
JOIN order_line AS l ON l.order_id = t.id
LEFT JOIN product AS p ON p.id = l.product_id
WHERE t.kind = 'order'
ORDER BY l.order_id, l.line_no;

-- name: products
-- The products that the messages of the batch speak of.
SELECT p.id, s.name, p.key, p.name, p.vendor, p.url, p.image, p.price, p.currency
FROM outbox_subject AS t
JOIN product AS p ON p.id = t.id
JOIN store AS s ON s.id = p.store_id
WHERE t.kind = 'product';

-- name: codes
-- The codes of discounts that the contacts of the rows in hand had been given when those were made,
-- as long as they are good for something.
SELECT w.enrollment_id, w.node_id, h.discount, h.code, h.title, h.type, h.value, h.currency,
    h.minimum, h.minimum_currency, h.last_at
FROM outbox_work AS w
JOIN outbox AS o ON o.enrollment_id = w.enrollment_id AND o.node_id = w.node_id
JOIN held AS h ON h.contact_id = o.contact_id
WHERE h.own = 1 AND h.issued_at <= o.queued_at
  AND h.good = 1 AND (h.last_at IS NULL OR h.last_at > :now)
ORDER BY h.id;
