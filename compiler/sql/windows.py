"""Periods as conditions: bounds joined by the contact's zone, or ends from her e-mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from ..ir import kinds
from ..ir.calendar import Edge, Period
from ..ir.text import fold
from ..ir.zones import Measure
from .clocks import days_of, shift, wall
from .columns import contact_id, contact_zone
from .expressions import (
    all_of,
    column,
    compared,
    equal,
    exists,
    known,
    scalar,
    table,
    text,
    unindexed_text,
)
from .periods import from_email, without_email, zone_matters

if TYPE_CHECKING:
    from .builder import Builder

LATEST = "latest"  # the alias of e-mails that a period counts from


def inside(
    builder: Builder, value: exp.Expr, period: Period, measure: Measure = "instant"
) -> exp.Expr:
    """The value lies in the period of contact `c`; NULL only when the value is."""
    return all_of(
        [
            *_between_bounds(builder, value, without_email(period), measure),
            *_beyond_emails(builder, value, period, measure),
        ]
    )


def if_known(builder: Builder, period: Period | None, test: exp.Expr) -> exp.Expr:
    """The test, false when the period counts from an e-mail that was never sent.

    Only for tests that finding nothing passes; the others are false then anyway.
    """
    edges = (period.lower, period.upper) if period else ()
    sent = [exists(_sends(builder, edge)) for edge in edges if edge and from_email(edge)]
    return all_of([*sent, test])


def zone_bounds(builder: Builder, period: Period, measure: Measure) -> tuple[exp.Expr, exp.Expr]:
    """The period's lowest and highest value in the zone of contact `c`, both inside."""
    number = builder.periods.identify(period, measure)
    builder.uses(number)
    alias = builder.frame.period(number)
    return column(alias, "lo"), column(alias, "hi")


def roughly(builder: Builder, value: exp.Expr, period: Period | None) -> list[exp.Expr]:
    """The instant lies in the period of some zone: cheaper, and an index can follow it."""
    rest = without_email(period) if period else Period()
    if rest.lower is None and rest.upper is None:
        return []
    return _between(value, rest, *widest(builder, rest, "instant"))


def happened(builder: Builder, value: exp.Expr, period: Period | None) -> list[exp.Expr]:
    """The instant of a row lies in the period of contact `c`: roughly first, then exactly."""
    if period is None:
        return []
    exactly = inside(builder, value, period)
    if zone_matters(without_email(period), "instant"):
        return [*roughly(builder, value, period), exactly]
    return [exactly]


def _between_bounds(
    builder: Builder, value: exp.Expr, period: Period, measure: Measure
) -> list[exp.Expr]:
    if period.lower is None and period.upper is None:
        return []
    if not zone_matters(period, measure):
        return _between(value, period, *widest(builder, period, measure))
    return _between(value, period, *zone_bounds(builder, period, measure))


def widest(builder: Builder, period: Period, measure: Measure) -> tuple[exp.Expr, exp.Expr]:
    """The bounds over all zones, as parameters that the caller adds."""
    number = str(builder.periods.identify(period, measure))
    builder.uses(int(number))
    return builder.runtime("lo_" + number), builder.runtime("hi_" + number)


def _between(value: exp.Expr, period: Period, lo: exp.Expr, hi: exp.Expr) -> list[exp.Expr]:
    """Both ends are inclusive in the table `period`; an open end needs no test."""
    tests = []
    if period.lower is not None:
        tests.append(compared(value, ">=", lo))
    if period.upper is not None:
        tests.append(compared(value, "<=", hi))
    return tests


def _beyond_emails(
    builder: Builder, value: exp.Expr, period: Period, measure: Measure
) -> list[exp.Expr]:
    """Comparisons with the ends that are e-mails: false when she was sent none."""
    ends = [(period.lower, ">", period.lower_strict), (period.upper, "<", period.upper_strict)]
    tests = []
    for edge, sign, strict in ends:
        if edge is not None and from_email(edge):
            sign = sign if strict and measure == "instant" else sign + "="
            tests.append(known(compared(value, sign, _edge(builder, edge, measure))))
    return tests


def _edge(builder: Builder, edge: Edge, measure: Measure) -> exp.Expr:
    """The contact's latest send of the message, moved; as an instant or a local day."""
    sent = _sends(builder, edge).select(exp.Max(this=column(LATEST, "at")), copy=False)
    instant = shift(builder, scalar(sent), edge.shift, contact_zone())
    return instant if measure == "instant" else days_of(wall(builder, instant, contact_zone()))


def _sends(builder: Builder, edge: Edge) -> exp.Select:
    """The sends to the contact that the edge speaks of."""
    tests = [
        equal(column(LATEST, "kind"), text(kinds.EMAIL_SENT)),
        equal(column(LATEST, "contact_id"), contact_id()),
    ]
    if edge.message is not None:
        # The sends to one contact are few, those of one message are many.
        subject = unindexed_text(column(LATEST, "subject"))
        tests.append(equal(subject, builder.bind(fold(edge.message))))
    return exp.Select().from_(table("event", LATEST)).where(all_of(tests), copy=False)
