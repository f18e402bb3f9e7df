"""Durations and periods: time as a rule, turned into instants only when a clock is at hand."""

from __future__ import annotations

from typing import Literal

from .base import Model

DAY = 86_400_000  # milliseconds


class Duration(Model):
    """A length of time: calendar months and days in a zone, then elapsed milliseconds."""

    months: int = 0
    days: int = 0
    milliseconds: int = 0

    @property
    def elapsed(self) -> bool:
        """True when no calendar is needed to add this duration to an instant."""
        return self.months == 0 and self.days == 0

    @property
    def longest(self) -> int:
        """An upper bound in milliseconds, whatever the months and clock changes crossed."""
        days = self.months * 31 + self.days
        slack = 2 * DAY if days else 0
        return days * DAY + self.milliseconds + slack

    @property
    def shortest(self) -> int:
        """A lower bound in milliseconds, never negative."""
        days = self.months * 28 + self.days
        slack = 2 * DAY if days else 0
        return max(0, days * DAY + self.milliseconds - slack)


class Edge(Model):
    """One end of a period: an anchor in the contact's zone, moved by a calendar shift.

    `now` is the instant itself; `day`, `week` (from Monday), `month` and `year` are the local
    start of the current one; `wall` is a fixed local wall clock (milliseconds since 1970-01-01
    00:00 local); `email` is the latest send of `message` (any message when it is None) to the
    contact, absent when there was none.
    """

    anchor: Literal["now", "day", "week", "month", "year", "wall", "email"] = "now"
    shift: Duration = Duration()
    wall: int = 0
    message: str | None = None


class Period(Model):
    """The instants between two edges; an open end is None, a strict end is left out."""

    lower: Edge | None = None
    upper: Edge | None = None
    lower_strict: bool = False
    upper_strict: bool = False
