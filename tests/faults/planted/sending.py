"""Bugs of the outbox and of delivery: 2–8, 12–14, 19, 25."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from jalon.compiler.sql.statement import Statement
from jalon.deliver import letters, way, window
from jalon.deliver.records import Material
from jalon.deliver.senders import Prepared, Retry
from jalon.runtime import outbox
from jalon.runtime.outbox import Claimed, Place, Result, keys, last_look, moves
from jalon.runtime.sqlite import migrate
from jalon.runtime.store import Store

from .bug import reword

GATHER = "gather"  # what modules have of others is asked for by name


def settle_before_send(patch: pytest.MonkeyPatch) -> None:
    """What has just been handed off is settled as accepted, and then sent."""
    original = way.Way.opened

    def opened(self: way.Way, closed: Retry | None) -> None:
        start = self.start

        def settle_and(work: Callable[[], object]) -> Future[object]:
            results = [Result(one.row, "accepted") for one in self.leaving]
            outbox.settle(self.shift.store, results, self.shift.now, self.shift.office.patience)
            return start(work)

        self.start = settle_and
        try:
            original(self, closed)
        finally:
            self.start = start

    patch.setattr(way.Way, "opened", opened)


def send_before_commit(patch: pytest.MonkeyPatch) -> None:
    """Messages leave inside the transaction that hands them off."""
    original, said = way.handed_off, {}

    def handed_off(shift: way.Shift, leaving: window.Window) -> set[Place]:
        places = original(shift, leaving)
        for one in leaving:
            if one.row.place in places:
                sender = shift.office.senders[one.row.channel]
                said[one.row.place] = window.result(one.row, sender.send(one.prepared))
        return places

    def send_all(sender: object, leaving: window.Window, ending: object) -> window.Sent:
        return window.Sent([said.pop(one.row.place) for one in leaving])

    patch.setattr(way, "handed_off", handed_off)
    patch.setattr(way, "send_all", send_all)


def requeue_what_was_handed_off(patch: pytest.MonkeyPatch) -> None:
    """Recovery takes everything for unsent."""

    def lapsed(row: Claimed, state: str, *more: object) -> Result:
        return Result(row, "lapsed", origin=state)

    patch.setattr(moves, "lapsed", lapsed)


def key_has_the_attempt(patch: pytest.MonkeyPatch) -> None:
    """Each attempt is another message."""
    original = letters.Desk.write

    def write(self: letters.Desk, material: Material, now: int) -> Prepared:
        found = original(self, material, now)
        return replace(found, key=sha256(f"{found.key}{found.attempt}".encode()).hexdigest())

    patch.setattr(letters.Desk, "write", write)


def key_runs_together(patch: pytest.MonkeyPatch) -> None:
    """The parts of a key are joined without their lengths."""

    def injective(*parts: str | int) -> str:
        return sha256("".join(map(str, parts)).encode()).hexdigest()

    patch.setattr(keys, "injective", injective)


def no_epoch_in_where(patch: pytest.MonkeyPatch) -> None:
    """Whoever had a row once may settle it."""
    reword(patch, "outbox.settle", "AND outbox.epoch = w.epoch", "")


def rescue_by_age(patch: pytest.MonkeyPatch) -> None:
    """What has waited for a minute is taken back, whatever its lease says."""
    reword(patch, "outbox.lapsed", "o.lease_until < :now", "o.queued_at + 60000 < :now")


def attempt_counted_on_errors(patch: pytest.MonkeyPatch) -> None:
    """The claim counts no attempt, and the database lets it; only an answer does."""
    original = migrate.migrations

    def migrations() -> list[tuple[int, str]]:
        return [(number, uncounted(text)) for number, text in original()]

    patch.setattr(migrate, "migrations", migrations)
    reword(patch, "outbox.claim", "attempt = attempt + 1, ", "")
    counted = "SET state = w.state, attempt = attempt + (w.outcome IN ('retry', 'unknown')),"
    reword(patch, "outbox.settle", "SET state = w.state,", counted)


def uncounted(text: str) -> str:
    """A migration without the rule that a claim counts."""
    claim = text.replace("AND NEW.attempt = OLD.attempt + 1", "")
    return claim.replace("AND NEW.attempt = OLD.attempt", "")


def look_early(patch: pytest.MonkeyPatch) -> None:
    """The last look is taken when messages are written, in a transaction of its own."""
    gather = getattr(way, GATHER)

    def gathered(store: Store, rows: Sequence[Claimed], *more: Any) -> list[Material]:
        found: list[Material] = gather(store, rows, *more)
        now = more[1]
        pressures = {one.row.place: one.pressure(now) for one in found if one.row.marketing}
        with store.transaction():
            moves.take(store, rows)
            last_look.look(store, rows, pressures, (now, outbox.Patience()))
            store.write("outbox.log-stopped", now=now)
        return found

    patch.setattr(way, "gather", gathered)


def consent_read_outside(patch: pytest.MonkeyPatch) -> None:
    """Consent is read when messages are written, and believed at the hand-off."""
    look_early(patch)
    known = getattr(last_look, GATHER)
    believed = Statement("UPDATE consent_case SET consent = 'granted', suppression = 'none'")

    def gather(store: Store) -> None:
        known(store)
        store.write(believed)

    def look(store: Store, *more: Any) -> None:
        with pytest.MonkeyPatch.context() as here:
            here.setattr(last_look, "gather", gather)
            last_look.look(store, *more)

    patch.setattr(moves, "look", look)


def cap_counted_before(patch: pytest.MonkeyPatch) -> None:
    """Frequency is counted when messages are written, not at the hand-off."""
    look_early(patch)

    original = last_look.press

    def look(store: Store, *more: Any) -> None:
        def unlimited(store: Store, rows: Any, pressures: Any) -> None:
            original(store, rows, {p: replace(o, limits=()) for p, o in pressures.items()})

        with pytest.MonkeyPatch.context() as here:
            here.setattr(last_look, "press", unlimited)
            last_look.look(store, *more)

    patch.setattr(moves, "look", look)


def batch_aborts(patch: pytest.MonkeyPatch) -> None:
    """A message that cannot be written stops all others."""

    def written(desk: letters.Desk, materials: Sequence[Material], now: int) -> Any:
        return [window.Ready(one, desk.write(one, now)) for one in materials], []

    patch.setattr(way, "written", written)


def deaf_to_exits(patch: pytest.MonkeyPatch) -> None:
    """What ends a run holds its messages back from the tick on that sees it, and not before."""
    reword(patch, "outbox.await-tick", "outbox.state = 'leased'", "outbox.state = 'nobody'")
