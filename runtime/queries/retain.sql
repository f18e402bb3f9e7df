-- name: runs
-- Finished runs that go, in one transaction.
CREATE TEMP TABLE IF NOT EXISTS fading_run (
    enrollment_id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL
);

-- name: events
-- Events that go, in one transaction.
CREATE TEMP TABLE IF NOT EXISTS fading_event (
    id INTEGER PRIMARY KEY
);

-- name: kinds
-- The kinds of event that go, and those from before when.
CREATE TEMP TABLE IF NOT EXISTS fading_kind (
    kind TEXT PRIMARY KEY,
    before INTEGER NOT NULL
);

-- name: clear-runs
-- No run yet.
DELETE FROM fading_run;

-- name: clear-events
-- No event yet.
DELETE FROM fading_event;

-- name: clear-kinds
-- No kind yet.
DELETE FROM fading_kind;

-- name: programs
-- The programs by which anybody still goes: those of the present, and of runs in progress.
SELECT p.ir FROM program AS p
WHERE p.id = (SELECT MAX(q.id) FROM program AS q
        WHERE q.deployed_at = (SELECT MAX(deployed_at) FROM program))
   OR p.id IN (SELECT v.program_id FROM journey AS j JOIN journey_version AS v ON v.id = j.version_id)
   OR p.id IN (SELECT v.program_id FROM journey_version AS v
        WHERE EXISTS (SELECT 1 FROM enrollment AS n WHERE n.version_id = v.id));

-- name: journeys
-- Every journey that ever was.
SELECT id, name FROM journey ORDER BY id;

-- name: choose-runs
-- Runs of one journey that ended long ago, whose messages all came to an end.
INSERT INTO fading_run (enrollment_id, contact_id)
SELECT a.id, a.contact_id
FROM enrollment_archive AS a
WHERE a.journey_id = :journey AND a.contact_id >= :contact AND a.ended_at < :before
  AND (:completed = 0 OR a.reason NOT IN ('completed', 'stopped'))
  AND NOT EXISTS (SELECT 1 FROM outbox AS o
    WHERE o.enrollment_id = a.id AND o.state IN ('queued', 'leased', 'handoff', 'unknown'))
ORDER BY a.contact_id
LIMIT :size;

-- name: chosen-runs
-- How many, and the last contact among theirs.
SELECT COUNT(*), COALESCE(MAX(contact_id), 0) FROM fading_run;

-- name: keep-entries
-- That she was let in stays known for ever; a negative number says that its run is gone.
UPDATE entry SET enrollment_id = -enrollment_id
WHERE journey_id = :journey AND contact_id IN (SELECT contact_id FROM fading_run)
  AND enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: untie-sends
-- What was sent stays an event; it is no longer the proof of a message.
UPDATE event SET dedupe = NULL WHERE dedupe IN (
    SELECT 'sent:' || o.enrollment_id || ':' || o.node_id
    FROM fading_run AS f CROSS JOIN outbox AS o WHERE o.enrollment_id = f.enrollment_id);

-- name: delete-attempts
-- The attempts of their messages.
DELETE FROM attempt WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-decisions
-- What was decided about them.
DELETE FROM decision WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-moves
-- Their trail.
DELETE FROM outbox_move WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-messages
-- The messages themselves.
DELETE FROM outbox WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-bounces
-- What mailboxes put off.
DELETE FROM soft_bounce WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-goals
-- The goals they reached.
DELETE FROM goal WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-lines
-- The steps they took.
DELETE FROM step_log WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-troubles
-- What was put aside of them.
DELETE FROM quarantine WHERE enrollment_id IN (SELECT enrollment_id FROM fading_run);

-- name: delete-runs
-- And the runs.
DELETE FROM enrollment_archive WHERE id IN (SELECT enrollment_id FROM fading_run);

-- name: keep-until
-- One kind of event, of which those go that came before an instant.
INSERT INTO fading_kind (kind, before) VALUES (:kind, :before);

-- name: first-event
-- The first event there is, and the last that every lane has absorbed.
SELECT COALESCE((SELECT MIN(id) FROM event), 0), COALESCE((SELECT MIN(event_cursor) FROM engine), 0);

-- name: any-old
-- Whether any event of a range came before an instant: those after it came later, too.
SELECT 1 FROM event WHERE id >= :low AND id < :high AND moment < :before LIMIT 1;

-- name: choose-events
-- Old events, but none that a run began with, or that proves that a message was sent.
INSERT INTO fading_event (id)
SELECT e.id
FROM event AS e JOIN fading_kind AS k ON k.kind = e.kind
WHERE e.id >= :low AND e.id < :high AND e.moment < k.before AND e.at < k.before
  AND (e.dedupe IS NULL OR substr(e.dedupe, 1, 5) <> 'sent:')
  AND NOT EXISTS (SELECT 1 FROM journey AS j
    CROSS JOIN enrollment AS n
    WHERE n.journey_id = j.id AND n.contact_id = e.contact_id AND n.event_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM journey AS j
    CROSS JOIN enrollment_archive AS n
    WHERE n.journey_id = j.id AND n.contact_id = e.contact_id AND n.event_id = e.id);

-- name: keys
-- The keys under which they were told.
SELECT e.dedupe FROM fading_event AS f CROSS JOIN event AS e
WHERE e.id = f.id AND e.dedupe IS NOT NULL;

-- name: delete-refusals
-- Who was not let in by them.
DELETE FROM refusal WHERE event_id IN (SELECT id FROM fading_event);

-- name: delete-event-troubles
-- What was put aside of them.
DELETE FROM quarantine WHERE event_id IN (SELECT id FROM fading_event);

-- name: delete-events
-- And the events.
DELETE FROM event WHERE id IN (SELECT id FROM fading_event);

-- name: delete-other-refusals
-- Who was not let in by a cart, an order or a day.
DELETE FROM refusal WHERE id IN (
    SELECT r.id FROM refusal AS r
    WHERE r.event_id IS NULL AND r.at < :before ORDER BY r.id LIMIT :size);

-- name: choose-proofs
-- Whose proof of an old consent goes: something later is known of the same.
INSERT INTO erasing (contact_id)
SELECT DISTINCT k.contact_id
FROM consent AS k
WHERE k.id >= :low AND k.id < :high AND k.at < :before
  AND (k.proof IS NOT NULL OR k.text_version IS NOT NULL OR k.ip_hmac IS NOT NULL)
  AND EXISTS (SELECT 1 FROM consent AS l
    WHERE l.contact_id = k.contact_id AND l.channel = k.channel AND l.id > k.id
      AND l.purpose = k.purpose AND l.topic = k.topic);

-- name: forget-proofs
-- The line stays: what was agreed to, and when.
UPDATE consent SET proof = NULL, text_version = NULL, ip_hmac = NULL
WHERE id >= :low AND id < :high AND at < :before
  AND (proof IS NOT NULL OR text_version IS NOT NULL OR ip_hmac IS NOT NULL)
  AND contact_id IN (SELECT contact_id FROM erasing)
  AND EXISTS (SELECT 1 FROM consent AS l
    WHERE l.contact_id = consent.contact_id AND l.channel = consent.channel AND l.id > consent.id
      AND l.purpose = consent.purpose AND l.topic = consent.topic);

-- name: consent-bounds
-- The first and the last line of the consent log.
SELECT COALESCE(MIN(id), 0), COALESCE(MAX(id), 0) FROM consent;

-- name: turn
-- Whose turn it is: once in so many milliseconds.
INSERT INTO housekeeping (what, at) VALUES ('retention', :now)
ON CONFLICT (what) DO UPDATE SET at = excluded.at
WHERE housekeeping.at <= excluded.at - :apart;
