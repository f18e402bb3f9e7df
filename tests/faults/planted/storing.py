"""Bugs of the store and of time: 1, 11, 17, 18, 20, 21; and of lanes: 7, 9, 10."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlglot import exp

from jalon.compiler.ir.calendar import DAY, Duration
from jalon.compiler.sql import clocks
from jalon.runtime import intake
from jalon.runtime.clock import SystemClock
from jalon.runtime.engine import dates
from jalon.runtime.intake import EventRow, Outcome
from jalon.runtime.postgres import lanes, worker
from jalon.runtime.sqlite import SqliteStore, migrate
from jalon.runtime.store import Row, Store, StoreError

from .bug import reword

OUTBOX_KEY = re.compile(
    r",\s*PRIMARY KEY \(enrollment_id, node_id\)\n\) WITHOUT ROWID;\nCREATE INDEX outbox_live"
)


def no_unique_key(patch: pytest.MonkeyPatch) -> None:
    """The outbox has no primary key."""
    original = migrate.migrations

    def migrations() -> list[tuple[int, str]]:
        found = [
            (n, OUTBOX_KEY.sub("\n);\nCREATE INDEX outbox_live", text)) for n, text in original()
        ]
        assert found != original()
        return found

    patch.setattr(migrate, "migrations", migrations)


def begin_deferred(patch: pytest.MonkeyPatch) -> None:
    """A transaction takes no lock before it writes."""

    @contextmanager
    def transaction(self: SqliteStore) -> Iterator[None]:
        if self.inside():
            yield
            return
        self.connection.execute("BEGIN DEFERRED")
        try:
            yield
            self.connection.commit()
        except BaseException:
            self.undo()
            raise

    patch.setattr(SqliteStore, "transaction", transaction)


def retried_with_another_key(patch: pytest.MonkeyPatch) -> None:
    """An error of COMMIT is swallowed, and the event is told again under a new key."""
    original = intake.add_events

    def add_events(store: Store, rows: Iterable[EventRow], at: int, *more: Any) -> Outcome:
        told = list(rows)
        try:
            return original(store, told, at, *more)
        except StoreError:
            from dataclasses import replace

            return original(
                store, [replace(one, key=f"{one.key}-again") for one in told], at, *more
            )

    patch.setattr(intake, "add_events", add_events)


def days_are_86400_seconds(patch: pytest.MonkeyPatch) -> None:
    """A day later is 24 hours later, whatever the clocks do."""

    def shift(builder: Any, at: exp.Expr, duration: Duration, zone_id: exp.Expr) -> exp.Expr:
        days = duration.days + 30 * duration.months
        return clocks.plus(at, days * DAY + duration.milliseconds)

    for module in users_of(clocks.shift):
        patch.setattr(module, "shift", shift)
    patch.setattr(clocks, "shift", shift)


def users_of(function: object) -> list[Any]:
    """The modules that have imported a function under its own name."""
    import sys

    return [m for m in list(sys.modules.values()) if getattr(m, "shift", None) is function]


def leap_day_replaced(patch: pytest.MonkeyPatch) -> None:
    """The day of this year is that of the year of birth with another year."""

    def names_of(day: int) -> Iterator[tuple[int, int]]:
        told = date(1970, 1, 1) + timedelta(days=day)
        born = told.replace(year=2000)
        yield born.month, born.day

    patch.setattr(dates, "names_of", names_of)


def both_fire(patch: pytest.MonkeyPatch) -> None:
    """Who was woken by the event waits on for the end of the time."""
    reword(patch, "tick.unwait-ready", "n.due IS NOT NULL", "n.due IS NULL")


# --- lanes ------------------------------------------------------------------------------------


def lane_without_epoch(patch: pytest.MonkeyPatch) -> None:
    """A transaction in a lane does not ask whose the lane is by now."""
    right = "AND worker = %(worker)s AND epoch = %(epoch)s"
    assert right in lanes.ENTER
    patch.setattr(lanes, "ENTER", lanes.ENTER.replace(right, ""))


def host_clock_for_leases(patch: pytest.MonkeyPatch) -> None:
    """Leases begin and end by the clock of the worker's machine."""
    original = worker.Worker.ask

    def ask(self: worker.Worker, text: str, **values: object) -> list[Row]:
        return original(self, text.replace("engine_now()", str(SystemClock().now())), **values)

    patch.setattr(worker.Worker, "ask", ask)


def claim_without_lock(patch: pytest.MonkeyPatch) -> None:
    """Free lanes are found by a query, and taken by another that believes it."""
    assert "FOR UPDATE SKIP LOCKED" in worker.WITHIN_REACH
    patch.setattr(worker, "WITHIN_REACH", worker.WITHIN_REACH.replace("FOR UPDATE SKIP LOCKED", ""))
