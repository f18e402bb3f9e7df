"""F16: one bad row among ten thousand in a set statement: all others move in the same tick."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil, log2

from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.sqlite import SqliteStore

from ...conformance.scenario import instant
from ..figures import Figures
from .stage import HOUR, Stage

FAULT, CASES = "F16", 1_000
BEGIN = instant("2026-03-01T00:00:00")
SMALL, LARGE = 1_000, 10_000
TEXT = """field size: number

journey j:
  starting point: tag added "go"
  wait 1h
  if did event "booked" where event.seats > 2 or event.city is "Paris":
    add tag "many"
  else if total spent > 5 EUR:
    add tag "rich"
  else:
    add tag "few"
  set field size to + 1

journey booked:
  re-entry: always
  starting point: event "booked" where event.seats > 2 or event.city is "Paris"
  add tag "booked"
"""
PROPERTIES = {
    "no JSON": "no json",
    "half of it": '{"seats": 3',
    "a NUL": '{"city": "a\0b"}',
    "a lone surrogate": '{"city": "\\ud800"}',
    "too many digits": '{"seats": 99999999999999999999999999}',
    "no number": '{"seats": "three"}',
    "infinity": '{"seats": 1e999}',
    "not a number": '{"seats": NaN}',
    "deep": '{"seats": ' + "[" * 1200 + "]" * 1200 + "}",
    "nothing": "",
}
PUT_EVENT = """INSERT INTO event (contact_id, kind, subject, at, moment, received_at, origin,
    properties) VALUES (?, 'custom', 'booked', ?, ?, ?, ?, ?)"""
PUT_ORDER = """INSERT INTO orders (store_id, key, contact_id, placed_at, currency, total, historic)
    SELECT id, ?, ?, ?, 'EUR', ?, 1 FROM store WHERE name = 'shop'"""
NEWS = """INSERT INTO event (contact_id, kind, subject, at, moment, received_at, properties)
    SELECT id, 'custom', 'booked', ?, ?, ?, CASE WHEN id = ? THEN ? ELSE '{"seats": 3}' END
    FROM contact"""
REFUSING = """CREATE TRIGGER refused BEFORE UPDATE OF field_size ON contact
    WHEN old.id = {contact} BEGIN SELECT RAISE(ABORT, 'refused'); END"""
GOOD = '{"seats": 3}'
KINDS = (*PROPERTIES, "overflow of a sum", "overflow of a field", "bytes", "refused")


class Counting(SqliteStore):
    """A store that counts the attempts at set statements: each is a savepoint."""

    attempts = 0

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """One attempt more."""
        self.attempts += 1
        with super().savepoint():
            yield


class Undo(Exception):
    """The end of a variant: nothing of it stays."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What is bad, whose row it is, and whether it comes with the news or was there before."""

    kind: str
    contact: int
    live: bool


def experiment(cases: int, seed: int) -> Figures:
    """Variants one after the other on the same audience, each undone at its end."""
    begun, draw = time.monotonic(), random.Random(seed)
    size = LARGE if cases > SMALL // 10 else SMALL
    stage = Stage.of(TEXT, BEGIN, Counting.open())
    keys = [f"c{number}" for number in range(1, size + 1)]
    stage.crowd((ContactRow(key=key, added_at=0) for key in keys), BEGIN)
    stage.tag(keys, BEGIN)
    stage.tick(BEGIN)
    usual = {live: attempts(stage, None, live) for live in (False, True)}
    wrong = most = aside = 0
    for number in range(cases):
        kind = KINDS[number % len(KINDS)]
        live = kind in PROPERTIES and draw.random() < 0.5
        with suppress(Undo), stage.store.transaction():
            tries = tried(stage, Variant(kind, draw.randrange(1, size + 1), live))
            extra, most = tries - usual[live], max(most, tries - usual[live])
            bad, put_aside = others_held(stage, size, live)
            wrong += bad + (extra > 2 * ceil(log2(size)) * max(1, put_aside))
            aside += put_aside
            raise Undo
    details = {"rows": size, "put aside": aside, "most statements more": most}
    return Figures(FAULT, cases, wrong, details, time.monotonic() - begun)


def attempts(stage: Stage, variant: Variant | None, live: bool) -> int:
    """How many attempts it takes when nothing is bad."""
    count = 0
    with suppress(Undo), stage.store.transaction():
        count = tried(stage, variant or Variant("none", 0, live))
        raise Undo
    return count


def tried(stage: Stage, variant: Variant) -> int:
    """Makes one row bad, lets an hour pass, and returns how many attempts that took."""
    spoil(stage, variant)
    assert isinstance(stage.store, Counting)
    before = stage.store.attempts
    stage.tick(BEGIN + HOUR)
    return stage.store.attempts - before


def spoil(stage: Stage, variant: Variant) -> None:
    """Puts the bad row where it belongs; where it is news, everybody has some."""
    contact, at = variant.contact, BEGIN + 1
    if variant.live:
        stage.sql(NEWS, at, at, at, contact, PROPERTIES.get(variant.kind, GOOD))
    elif variant.kind in PROPERTIES:
        stage.sql(PUT_EVENT, contact, at, at, at, "historic", PROPERTIES[variant.kind])
    elif variant.kind == "bytes":
        stage.sql(PUT_EVENT, contact, at, at, at, "historic", GOOD)
        stage.sql("UPDATE event SET properties = CAST(x'7bff' AS TEXT) WHERE origin = 'historic'")
    elif variant.kind == "overflow of a sum":
        for number in range(3):
            stage.sql(PUT_ORDER, f"o{number}", contact, at, 2**62)
    elif variant.kind == "overflow of a field":
        stage.sql("UPDATE contact SET field_size = ? WHERE id = ?", 2**63 - 1, contact)
    elif variant.kind == "refused":
        stage.sql(REFUSING.format(contact=contact))


def others_held(stage: Stage, size: int, live: bool) -> tuple[int, int]:
    """How many others did not go on as they should, and how many rows were put aside."""
    aside = stage.set_aside()
    ended = "SELECT COUNT(*) FROM enrollment_archive AS a JOIN journey AS j ON j.id = a.journey_id"
    ((ran,),) = stage.sql(f"{ended} WHERE j.name = 'j'")
    ((booked,),) = stage.sql(f"{ended} WHERE j.name = 'booked'")
    ((odd,),) = stage.sql("SELECT COUNT(*) FROM contact WHERE typeof(field_size) = 'real'")
    missing = max(0, size - 1 - ran) + (max(0, size - 1 - booked) if live else 0)
    return missing + odd + max(0, aside - 2), aside
