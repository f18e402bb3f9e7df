"""What the engine derives at the beginning of a tick, as statements; see `engine/derive.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlglot import exp

from ... import ir
from ...ir.events import SegmentPattern, TimePattern, derived_in
from ...ir.predicates import InSegment
from ..builder import Builder
from ..periods import Periods
from ..segments import ids
from ..statement import Statement
from .context import Setting
from .dates import find_dates, find_silence
from .passing import Clock, changes_unseen, clock_of
from .starts import find_carts, find_lapsed, find_late


@dataclass(frozen=True, slots=True)
class TimePlan:
    """A time pattern: `find` and `late` fill the table `found`, as those of a starting point do.

    `again` is 1 when the same thing can come to pass more than once: a cart can be left twice.
    """

    key: str
    time_zone: str
    find: Statement
    late: Statement | None = None
    date: ir.ContactDate | None = None
    again: int = 0


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """A watched segment: its members, into the table `member_now`.

    `among` looks at the contacts in the table `looked`, between two ids; `everybody` at all: needed
    when something may change that no event tells (`unseen`), such as what it reads off the `clock`
    (None: at every tick).
    """

    key: str
    unseen: bool
    clock: Clock | None
    among: Statement
    everybody: Statement


DerivedPlan = TimePlan | SegmentPlan


def plan_derived(
    program: ir.Program, models: Iterable[object], periods: Periods, dialect: str
) -> tuple[DerivedPlan, ...]:
    """Everything that the event patterns inside some models of the ir want to be derived, by key.

    A journey is such a model; so is whatever else has event patterns in it.
    """
    setting = Setting(program, "contact", periods, dialect)
    return tuple(plan_one(setting, one) for one in derived_in(*models).values())


def plan_one(setting: Setting, derived: TimePattern | SegmentPattern) -> DerivedPlan:
    """Compiles one time pattern or segment."""
    if isinstance(derived, SegmentPattern):
        return plan_segment(setting, derived)
    return plan_time(replace(setting, time_zone=derived.time_zone), derived)


def plan_time(setting: Setting, pattern: TimePattern) -> TimePlan:
    """The same statements as those of a starting point, which takes every occurrence."""
    date: ir.ContactDate | None = None
    late: Statement | None = None
    match pattern.of:
        case ir.CartAbandoned() as cart:
            find = find_carts(setting, cart)
        case ir.Lapsed() as lapsed:
            find = find_lapsed(setting, lapsed, once=0, historic=True)
            late = find_late(setting, lapsed, once=0)
        case ir.DateArrives() as arrival:
            find, date = find_dates(setting, arrival, once=0), arrival.date
        case ir.EmailSilence() as silence:
            find = find_silence(setting, silence, once=0)
    again = int(isinstance(pattern.of, ir.CartAbandoned))
    return TimePlan(pattern.key, pattern.time_zone, find, late, date, again)


def plan_segment(setting: Setting, pattern: SegmentPattern) -> SegmentPlan:
    """The members of a segment, among some and of all."""
    among, everybody = setting.builder(scope="looked"), setting.builder()
    some = ids(among, pattern.segment)
    some = some.where(
        exp.Between(
            this=exp.column("id", "c"), low=among.runtime("low"), high=among.runtime("high")
        )
    )
    return SegmentPlan(
        key=pattern.key,
        unseen=changes_unseen(setting.program, InSegment(segment=pattern.segment)),
        clock=clock_of(setting.program, InSegment(segment=pattern.segment)),
        among=into_members(among, some),
        everybody=into_members(everybody, ids(everybody, pattern.segment)),
    )


def into_members(builder: Builder, select: exp.Select) -> Statement:
    """A select of contacts as an INSERT into the table `member_now`."""
    columns = [exp.to_identifier("contact_id")]
    return builder.statement(exp.insert(select, "member_now", columns=columns))
