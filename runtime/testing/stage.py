"""The stage of one test: a store, the clock, and what was told so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from ...compiler.ir import Program
from ...compiler.ir.calendar import DAY
from ...compiler.ir.places import MILLION
from ...compiler.ir.tests import Contact, Test
from ...compiler.ir.zones import from_wall, to_wall
from .. import intake
from ..clock import VirtualClock
from ..intake.rows import ContactRow, LineRow, OrderRow
from ..store import Store

YEAR = 365 * DAY


class Impossible(Exception):
    """A line of a test that cannot have happened, in a sentence."""


@dataclass(slots=True)
class Stage:
    """One test in progress. `told_at` is the instant of the latest event that was told.

    `idle` says of what was told and changed nothing, why: failures tell it.
    """

    store: Store
    program: Program
    test: Test
    clock: VirtualClock
    told_at: int
    count: int = 0
    idle: list[str] = field(default_factory=list)
    carts: dict[tuple[str, str], tuple[str, list[LineRow]]] = field(default_factory=dict)
    orders: dict[tuple[str, str], OrderRow] = field(default_factory=dict)

    @property
    def now(self) -> int:
        """The virtual instant, in milliseconds UTC."""
        return self.clock.now()

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the times in tests: the audience's."""
        return ZoneInfo(self.program.audience.time_zone)

    def number(self) -> int:
        """A number for a key that nothing else has."""
        self.count += 1
        return self.count


def instant(wall: int | None, clock: int | None, now: int, zone: ZoneInfo) -> int:
    """The instant of a wall clock, or the next one that shows a time of day."""
    if wall is not None:
        return from_wall(wall, zone)
    here = to_wall(now, zone)
    today = here // DAY * DAY + (clock or 0)
    return from_wall(today if today >= here else today + DAY, zone)


def introduce(stage: Stage) -> None:
    """The contacts of the test, who have been there for a year."""
    now = stage.now
    rows = [row(one, stage, now) for one in stage.test.contacts]
    outcome = intake.add_contacts(stage.store, rows, now, "historic")
    if outcome.refusals:
        raise Impossible(outcome.refusals[0].reason)


def row(one: Contact, stage: Stage, now: int) -> ContactRow:
    """A contact as intake takes her."""
    added = now - YEAR if one.added is None else from_wall(one.added, stage.zone)
    values = one.model_dump(exclude={"name", "added", "latitude", "longitude"})
    return ContactRow(key=one.name, added_at=added, changed_at=added, **place(one), **values)


def place(one: Contact) -> dict[str, Any]:
    """Where she is, in degrees."""
    if one.latitude is None or one.longitude is None:
        return {}
    halves = (("latitude", one.latitude), ("longitude", one.longitude))
    return {name: Decimal(millionths) / MILLION for name, millionths in halves}
