"""The periods that a program speaks of: each has a number, and a row per zone at run time."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from types import MappingProxyType

from ..ir.calendar import DAY, Edge, Period
from ..ir.zones import Measure


class Periods:
    """Numbers periods from 1 on: the same period in the same measure has the same number."""

    def __init__(self) -> None:
        self._ids: dict[tuple[Period, Measure], int] = {}

    def identify(self, period: Period, measure: Measure) -> int:
        """The number of a period measured in instants or in local days."""
        return self._ids.setdefault((period, measure), len(self._ids) + 1)

    def items(self) -> Mapping[int, tuple[Period, Measure]]:
        """Number -> period and measure, for those who fill the table `period`."""
        return MappingProxyType({number: key for key, number in self._ids.items()})


def without_email(period: Period) -> Period:
    """The period with the ends that depend on the contact's own e-mails left open."""
    lower = None if from_email(period.lower) else period.lower
    upper = None if from_email(period.upper) else period.upper
    return period.model_copy(update={"lower": lower, "upper": upper})


def from_email(edge: Edge | None) -> bool:
    """Whether the end is found from an e-mail that the contact was sent."""
    return edge is not None and edge.anchor == "email"


def zone_matters(period: Period, measure: Measure) -> bool:
    """Whether two zones can give the period different bounds."""
    edges = [edge for edge in (period.lower, period.upper) if edge is not None]
    return measure == "day" or any(e.anchor != "now" or not e.shift.elapsed for e in edges)


# How long ago the local start of the current one can be.
DAYS_SO_FAR = {"now": 0, "day": 1, "week": 7, "month": 31, "year": 366}


def days_back(edge: Edge) -> float:
    """How many days ago the edge can be at most; infinite when nobody knows."""
    if edge.anchor not in DAYS_SO_FAR:
        return inf
    shift = edge.shift
    return DAYS_SO_FAR[edge.anchor] - shift.months * 31 - shift.days - shift.milliseconds / DAY
