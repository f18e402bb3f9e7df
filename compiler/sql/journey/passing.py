"""Which conditions the mere passing of time can make true, and which change without an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ... import ir
from ...ir import predicates as p

# What changes only when an event is recorded, or when intake says that somebody was told anew.
TOLD = (
    p.Orders,
    p.OrderDate,
    p.Bought,
    p.Tagged,
    p.InGroup,
    p.TextTest,
    p.NumberTest,
    p.FlagTest,
    p.DateTest,
    p.InstantTest,
    p.BirthdayTest,
    p.Blank,
    p.Near,
    p.DidEvent,
    p.MessageActivity,
    p.ScoreTest,
)


def changes_unseen(program: ir.Program, predicate: ir.Predicate) -> bool:
    """True unless the predicate can only change when something is told of the contact."""
    found = leaves(program, predicate)
    return any(not isinstance(leaf, TOLD) or reads_clock(leaf) for leaf in found)


def changes_with_time(program: ir.Program, predicate: ir.Predicate) -> bool:
    """True when the predicate reads the clock, itself or through a segment."""
    return any(reads_clock(leaf) for leaf in leaves(program, predicate))


def leaves(program: ir.Program, predicate: ir.Predicate) -> Iterator[ir.Predicate]:
    """All that the predicate asks in the end, through its segments."""
    match predicate:
        case p.All(parts=parts) | p.Any(parts=parts):
            for part in parts:
                yield from leaves(program, part)
        case p.Not(part=part):
            yield from leaves(program, part)
        case p.InSegment(segment=name):
            found = next(s for s in program.segments if s.name == name)
            yield from leaves(program, found.predicate)
        case _:
            yield predicate


def reads_clock(leaf: ir.Predicate) -> bool:
    """True when what is asked depends on the time at which it is asked."""
    match leaf:
        case p.BirthdayTest():
            return leaf.month_day is None
        case p.LocalTime() | p.AbandonedCart() | p.HasDiscount():
            return True
        case _:
            return moves(getattr(leaf, "period", None))


def moves(period: ir.Period | None) -> bool:
    """True when an edge of the period moves with the clock."""
    edges = () if period is None else (period.lower, period.upper)
    return any(edge is not None and edge.anchor not in ("wall", "email") for edge in edges)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a condition reads off the local clock: the day, and whether the time is in windows."""

    windows: frozenset[tuple[int, int]] = frozenset()


def clock_of(program: ir.Program, predicate: ir.Predicate) -> Clock | None:
    """On what of the clock the predicate depends; None: it may change at any instant."""
    return joined(clock_of_leaf(leaf) for leaf in leaves(program, predicate))


def clock_of_leaf(leaf: ir.Predicate) -> Clock | None:
    """The same of one question."""
    match leaf:
        case p.LocalTime(start=start, end=end):
            return Clock(frozenset({(start, end)}))
        case p.DateTest(period=period):
            return Clock() if by_day(period, "now") else None
        case _:
            told = isinstance(leaf, TOLD)
            return Clock() if told and by_day(getattr(leaf, "period", None)) else None


def joined(clocks: Iterable[Clock | None]) -> Clock | None:
    """What several conditions read together."""
    windows: frozenset[tuple[int, int]] = frozenset()
    for clock in clocks:
        if clock is None:
            return None
        windows |= clock.windows
    return Clock(windows)


def by_day(period: ir.Period | None, *also: str) -> bool:
    """True when the edges depend on the local day at most; `also` names anchors that may too."""
    edges = [] if period is None else [edge for edge in (period.lower, period.upper) if edge]
    even = ("wall", "email", "day", "week", "month", "year")
    return all(
        edge.anchor in even or (edge.anchor in also and not edge.shift.milliseconds)
        for edge in edges
    )
