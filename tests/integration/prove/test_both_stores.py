"""The same violations are found on both databases: the statements mean the same there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jalon.runtime.postgres import PostgresStore
from jalon.runtime.prove import INVARIANTS, violations
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Store

from ...conformance.scenario import Scenario
from .lived import END, FREQUENT, TEXT, live

NIGHT = 1_718_920_800_000  # 2024-06-20T22:00Z
PLANTED = {
    "prove_runs.there-not-entered": "DELETE FROM entry",
    "prove_runs.entered-not-there": "DELETE FROM enrollment_archive",
    "prove_runs.unbalanced": "DELETE FROM step_log WHERE seq = 3",
    "prove.unanswered": "DELETE FROM enrollment",
    "prove_places.passed-over": "UPDATE engine SET event_cursor = 3",
    "prove_runs.leaps": "UPDATE step_log SET to_node = 4 WHERE seq = 2",
    "prove_messages.told-not-accepted": "UPDATE outbox SET state = 'unknown'",
    "prove_messages.accepted-untold": "DELETE FROM event WHERE dedupe IS NOT NULL",
    "prove_messages.illegal-move": "UPDATE attempt SET origin = 'queued'",
    "prove_runs.stale-epoch": "UPDATE step_log SET epoch = 9 - seq",
    "prove_runs.epoch-of-nobody": "UPDATE step_log SET epoch = 7",
    "prove.in-quiet-hours": f"UPDATE outbox SET handed_at = {NIGHT} WHERE handed_at IS NOT NULL",
    "prove.too-often": "UPDATE outbox SET contact_id = 4 WHERE handed_at IS NOT NULL",
    "prove.hasty-waits": "UPDATE step_log SET at = at - 3600000 WHERE edge = 'elapsed'",
    "prove_runs.ahead-of-clock": "UPDATE engine SET watermark = watermark - 300000000",
    "prove_file.known-though-erased": "UPDATE contact SET erased_at = 1",
    "prove.not-empty": "UPDATE contact SET erased_at = 1",
    "prove_consent.against-her-will": "UPDATE outbox SET consent_rev = NULL",
    "prove_places.forgotten": "DELETE FROM waiting",
    "prove_messages.not-as-many": "DELETE FROM outbox",
}


OWNERS = {check.name: one.id for one in INVARIANTS for check in one.checks}


class TakenBack(Exception):
    """Nothing of it stays."""


@contextmanager
def planting(store: Store, statement: str) -> Iterator[None]:
    """In here the statement has been run, whatever triggers say."""
    with suppress(TakenBack), store.transaction():
        if isinstance(store, PostgresStore):
            store.link.execute("SET LOCAL session_replication_role = replica")
            store.link.execute(statement.encode())
        elif isinstance(store, SqliteStore):
            without_triggers(store)
            store.connection.execute(statement)
        yield
        raise TakenBack


def without_triggers(store: SqliteStore) -> None:
    """Until the end of the transaction."""
    found = store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in found.fetchall():
        store.connection.execute(f'DROP TRIGGER "{name}"')


def test_what_is_planted_is_found_on_both(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, TEXT, FREQUENT)
    live(scenario)
    missed = []
    for check, statement in PLANTED.items():
        with planting(scenario.store, statement):
            found = {one.check for one in violations(scenario.store, END, [OWNERS[check]])}
        missed += [check] if check not in found else []
    assert missed == []
    assert violations(scenario.store, END) == []
