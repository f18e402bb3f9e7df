"""One step of a million runs against the bare set transition with the same rows written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.compiler import ir
from jalon.compiler.ir import steps as s
from jalon.compiler.ir.calendar import Duration
from jalon.compiler.ir.journey import Journey
from jalon.compiler.ir.messages import Email
from jalon.compiler.ir.predicates import Tagged
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import tick
from jalon.runtime.sqlite import SqliteStore

from .measure import seconds, table

RUNS = 1_000_000
HOUR = 3_600_000
OPENING = 1_772_323_200_000  # 2026-03-01 UTC

BARE = """
CREATE TABLE position
    (id INTEGER PRIMARY KEY, contact INTEGER, node INTEGER, seq INTEGER, due INTEGER);
CREATE TABLE waits (due INTEGER, id INTEGER, node INTEGER, PRIMARY KEY (due, id)) WITHOUT ROWID;
CREATE TABLE log
    (id INTEGER, seq INTEGER, a INTEGER, b INTEGER, at INTEGER, PRIMARY KEY (id, seq))
    WITHOUT ROWID;
CREATE TABLE sends
    (id INTEGER, node INTEGER, contact INTEGER, state TEXT, at INTEGER, PRIMARY KEY (id, node))
    WITHOUT ROWID;
"""


def journey() -> Journey:
    """enter → wait 1h → send → wait 1h → branch, half get a second message → end."""
    hour = Duration(milliseconds=HOUR)
    return Journey(
        name="bench",
        starts=(ir.EventPattern(kinds=("tag_added",), subjects=("x",)),),
        steps=(
            s.Start(number=0, key="start", next=1),
            s.Wait(number=1, key="w1", duration=hour, next=2),
            s.Send(number=2, key="m1", channel="email", message="a", next=3),
            s.Wait(number=3, key="w2", duration=hour, next=4),
            s.Branch(
                number=4,
                key="b",
                arms=(s.Arm(predicate=Tagged(tags=("half",)), next=5),),
                otherwise=6,
            ),
            s.Send(number=5, key="m2", channel="email", message="a", next=6),
            s.End(number=6, key="end"),
        ),
    )


def prepared(path: Path) -> SqliteStore:
    """A store with a million contacts, each with the event that lets her in."""
    store = SqliteStore.open(path)
    message = Email(name="a", subject="Hello", body="Hello")
    deploy(store, ir.Program(messages=(message,), journeys=(journey(),)), OPENING)
    with store.transaction():
        for statement in FILL:
            store.connection.execute(statement, {"count": RUNS, "at": OPENING})
    return store


NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
FILL = (
    NUMBERS
    + "INSERT INTO contact (key, bucket, email, fold_email, email_status, added_at, changed_at) "
    "SELECT 'c' || i, i, 'c' || i || '@x', 'c' || i || '@x', 'subscribed', :at, :at FROM n",
    "INSERT INTO contact_tag (tag, contact_id, name, at) "
    "SELECT 'half', id, 'half', :at FROM contact WHERE id % 2 = 0",
    "INSERT INTO event (contact_id, kind, subject, at, moment, received_at) "
    "SELECT id, 'tag_added', 'x', :at, :at, :at FROM contact",
)


def bare(connection: sqlite3.Connection, statements: tuple[str, ...]) -> Callable[[], None]:
    """The hand-written transition as one transaction."""

    def run() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            connection.execute(statement, {"count": RUNS, "hour": HOUR})
        connection.commit()

    return run


BARE_STEPS = {
    "enter, rest at a wait": (
        NUMBERS + "INSERT INTO position SELECT i, i, 1, 1, :hour FROM n",
        "INSERT INTO waits SELECT due, id, node FROM position",
        "INSERT INTO log SELECT id, 1, 0, 1, 0 FROM position",
    ),
    "send, rest at a wait": (
        "INSERT INTO sends SELECT id, 2, contact, 'queued', due FROM position",
        "INSERT INTO log SELECT id, 2, 1, 2, due FROM position",
        "INSERT INTO log SELECT id, 3, 2, 3, due FROM position",
        "DELETE FROM waits",
        "UPDATE position SET node = 3, seq = 3, due = due + :hour",
        "INSERT INTO waits SELECT due, id, node FROM position",
    ),
    "branch, half are sent a message, end": (
        "INSERT INTO sends SELECT id, 5, contact, 'queued', due FROM position WHERE id % 2 = 0",
        "INSERT INTO log SELECT id, 4, 3, 4, due FROM position",
        "INSERT INTO log SELECT id, 5, 4, 6 - (id % 2 = 0), due FROM position",
        "INSERT INTO log SELECT id, 6, 5, 6, due FROM position WHERE id % 2 = 0",
        "DELETE FROM waits",
        "CREATE TABLE archive AS SELECT * FROM position",
        "DELETE FROM position",
    ),
}


def main() -> None:
    """Prints thousand runs per second for each step, ours and bare, and the ratio."""
    rows: list[tuple[str, ...]] = [("step", "ours k/s", "bare k/s", "bare ÷ ours")]
    with TemporaryDirectory() as folder:
        store = prepared(Path(folder) / "ours.db")
        connection = SqliteStore.open(Path(folder) / "bare.db").connection
        connection.executescript(BARE)
        for place, (name, statements) in enumerate(BARE_STEPS.items()):
            theirs = seconds(bare(connection, statements))
            now = OPENING + place * HOUR
            ours = seconds(lambda now=now: tick(store, now, limit=10 * RUNS))  # type: ignore[misc]
            rates = [f"{RUNS / taken / 1000:,.0f}" for taken in (ours, theirs)]
            rows.append((name, *rates, f"{ours / theirs:.1f}"))
    table(f"one step for {RUNS:,} runs, SQLite on a file, synchronous=FULL", rows)
