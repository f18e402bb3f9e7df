"""One violation for each check of `jalon prove`, as statements that no code of ours would run."""

from __future__ import annotations

LATE = "enrollment_id = 4 AND node_id = 5"  # a message that was accepted
DOUBT = "enrollment_id = 2 AND node_id = 2"  # one of which nobody knows, of a run that left
BACK = """INSERT INTO enrollment (id, journey_id, version_id, contact_id, event_id, entered_at,
node_id, seq, arrived_at) SELECT id, journey_id, version_id, contact_id, event_id, entered_at,
node_id, seq, ended_at FROM enrollment_archive WHERE id = 1"""
TWIN = """INSERT INTO enrollment_archive SELECT 98, journey_id, version_id, contact_id, event_id,
ref, entered_at, ended_at, node_id, seq, reason FROM enrollment_archive WHERE id = 1"""
OPT_OUT = """INSERT INTO consent (id, contact_id, channel, state, source, at, topic)
VALUES (99, 4, 'email', 'unsubscribed', 'planted', 1, '{topic}')"""
WITNESSED = f"UPDATE outbox SET consent_rev = 99 WHERE {LATE}"
AT_NIGHT = "strftime('%s', '2024-06-20 22:00:00') * 1000"

PLANTS: dict[str, tuple[str, ...]] = {
    "prove_runs.entered-not-there": ("DELETE FROM enrollment_archive WHERE id = 1",),
    "prove_runs.there-not-entered": ("DELETE FROM entry WHERE enrollment_id = 1",),
    "prove_runs.in-progress-and-finished": (BACK,),
    "prove_runs.unbalanced": ("DELETE FROM step_log WHERE enrollment_id = 4 AND seq = 3",),
    "prove_places.passed-over": ("UPDATE engine SET event_cursor = 3",),
    "prove.unanswered": ("DELETE FROM enrollment WHERE id = 9",),
    "prove_runs.gaps": ("UPDATE step_log SET seq = 9 WHERE enrollment_id = 1 AND seq = 5",),
    "prove_runs.miscounted": ("UPDATE enrollment_archive SET seq = 4 WHERE id = 1",),
    "prove_runs.runless-lines": (
        "INSERT INTO step_log VALUES (99, 1, 1, 2, 'start', 1718452800000, NULL)",
    ),
    "prove_runs.no-such-edge": (
        "UPDATE step_log SET edge = 'else' WHERE enrollment_id = 4 AND seq = 3",
    ),
    "prove_runs.leaps": ("UPDATE step_log SET to_node = 4 WHERE enrollment_id = 1 AND seq = 2",),
    "prove_runs.false-starts": (
        "UPDATE step_log SET from_node = 2 WHERE enrollment_id = 1 AND seq = 1",
    ),
    "prove_runs.strangers": ("UPDATE enrollment SET node_id = 3 WHERE id = 8",),
    "prove_keys.twice": (
        "PRAGMA legacy_alter_table = ON",
        "ALTER TABLE outbox RENAME TO trusted",
        "CREATE TABLE outbox AS SELECT * FROM trusted",
        f"INSERT INTO outbox SELECT * FROM trusted WHERE {LATE}",
    ),
    "prove_messages.crossed-not-written": (f"DELETE FROM outbox WHERE {LATE}",),
    "prove_messages.written-not-crossed": (
        f"UPDATE outbox SET queued_at = queued_at + 1 WHERE {LATE}",
    ),
    "prove_messages.another-story": (f"UPDATE outbox SET state = 'refused' WHERE {LATE}",),
    "prove_messages.over-in-doubt": (
        "UPDATE outbox SET attempt = 3, epoch = 3, state = 'refused' WHERE enrollment_id = 2",
    ),
    "prove_messages.taken-and-not-accepted": (
        f"UPDATE outbox SET state = 'queued', settled_at = NULL WHERE {LATE}",
    ),
    "prove_messages.accepted-untold": ("DELETE FROM event WHERE dedupe = 'sent:4:5'",),
    "prove_messages.told-not-accepted": (f"UPDATE outbox SET state = 'unknown' WHERE {LATE}",),
    "prove_messages.abandoned": (
        f"UPDATE outbox SET state = 'leased', lease_until = queued_at WHERE {LATE}",
    ),
    "prove_places.overdue": ("INSERT INTO waiting (due, enrollment_id, node_id) VALUES (1, 8, 9)",),
    "prove_places.lane-behind": ("INSERT INTO engine SELECT 1, watermark - 120001, 0 FROM engine",),
    "prove_messages.impossible-state": (f"UPDATE outbox SET lease_until = 1 WHERE {LATE}",),
    "prove_messages.after-the-answer": (f"UPDATE outbox SET attempt = 2 WHERE {DOUBT}",),
    "prove_messages.illegal-move": (f"UPDATE attempt SET origin = 'queued' WHERE {DOUBT}",),
    "prove_runs.stale-epoch": ("UPDATE step_log SET epoch = 9 - seq WHERE enrollment_id = 1",),
    "prove_runs.epoch-of-nobody": ("UPDATE step_log SET epoch = 7 WHERE enrollment_id = 1",),
    "prove_messages.unfenced": (f"UPDATE outbox SET epoch = 0 WHERE {LATE}",),
    "prove_consent.against-her-will": (OPT_OUT.format(topic=""), WITNESSED),
    "prove_consent.against-the-topic": (OPT_OUT.format(topic="j"), WITNESSED),
    "prove_consent.to-a-suppressed-address": (
        "UPDATE contact SET email_hmac = 'h' WHERE id = 4",
        "INSERT INTO suppression VALUES ('h', 'email', 'complaint', 'marketing', '', 0)",
    ),
    "prove.in-quiet-hours": (f"UPDATE outbox SET handed_at = {AT_NIGHT} WHERE {LATE}",),
    "prove.too-often": ("UPDATE outbox SET contact_id = 4 WHERE handed_at IS NOT NULL",),
    "prove_runs.ahead-of-clock": ("UPDATE engine SET watermark = watermark - 300000000",),
    "prove_runs.backwards": ("UPDATE step_log SET at = 1 WHERE enrollment_id = 4 AND seq = 3",),
    "prove_runs.same-occasion": (TWIN,),
    "prove.hasty-waits": (
        "UPDATE step_log SET at = at - 3600000 WHERE enrollment_id = 4 AND seq = 3",
    ),
    "prove_runs.left-twice": (
        "UPDATE step_log SET from_node = 3 WHERE enrollment_id = 4 AND seq = 4",
    ),
    "prove_runs.after-the-exit": (
        "INSERT INTO step_log VALUES (2, 4, 3, 4, 'elapsed', 1718564400000, NULL)",
    ),
    "prove_runs.unfinished-ends": ("UPDATE step_log SET edge = 'exit' WHERE enrollment_id = 8",),
    "prove_messages.leaving-after-exit": (
        f"UPDATE outbox SET state = 'queued', handed_at = NULL WHERE {DOUBT}",
    ),
    "prove_messages.left-after-exit": (
        f"UPDATE outbox SET handed_at = 4102444800000 WHERE {DOUBT}",
    ),
    "prove_file.known-though-erased": ("UPDATE contact SET erased_at = 1 WHERE id = 4",),
    "prove.not-empty": ("UPDATE contact SET erased_at = 1, postal_code = '75011' WHERE id = 4",),
    "prove_messages.miscounted": (f"DELETE FROM attempt WHERE {LATE}",),
    "prove_messages.attempts-of-nothing": (f"DELETE FROM outbox WHERE {LATE}",),
    "prove_messages.hasty": (f"UPDATE outbox SET state = 'queued', not_before = 1 WHERE {DOUBT}",),
    "prove_messages.too-early": (
        "UPDATE attempt SET again = at + 99999999 WHERE enrollment_id = 1 AND outcome = 'retry'",
    ),
    "prove_places.misplaced": ("UPDATE enrollment SET arrived_at = arrived_at + 1 WHERE id = 8",),
    "prove_places.misbegun": ("UPDATE enrollment SET seq = 0 WHERE id = 8",),
    "prove_places.misfiled": (
        "UPDATE enrollment_archive SET ended_at = ended_at + 1 WHERE id = 1",
    ),
    "prove_places.misdated": ("UPDATE enrollment SET entered_at = 0 WHERE id = 8",),
    "prove_places.forgotten": ("DELETE FROM waiting",),
    "prove_places.stranded": ("UPDATE enrollment SET due = NULL WHERE due IS NOT NULL",),
    "prove_places.waiting-elsewhere": ("UPDATE waiting SET due = due + 1",),
    "prove_places.watching-elsewhere": ("INSERT INTO watching VALUES (3, 8)",),
    "prove_places.held-elsewhere": ("INSERT INTO held_run VALUES (8, 3, 1, 'next', 'paused')",),
    "prove_file.damaged": (
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE contact SET rating = 9 WHERE id = 4",
        "PRAGMA ignore_check_constraints = OFF",
    ),
    "prove_file.pointing-nowhere": ("INSERT INTO contact_tag VALUES ('q', 999, 'q', 1)",),
    "prove_messages.not-as-many": (f"DELETE FROM outbox WHERE {LATE}",),
}
