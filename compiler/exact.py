"""Numbers, money and lengths of time as whole units, exactly; None where they would be rounded."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from ..dsl import nodes

MILLION: Final = 1_000_000
LARGEST: Final = 2**63 - 1  # what a column of whole numbers holds
LONGEST_DAYS: Final = 36_525  # a century: past it, calendars end

MILLISECONDS: Final[Mapping[nodes.Unit, int]] = {
    nodes.Unit.SECOND: 1_000,
    nodes.Unit.MINUTE: 60_000,
    nodes.Unit.HOUR: 3_600_000,
}
DAYS: Final[Mapping[nodes.Unit, int]] = {nodes.Unit.DAY: 1, nodes.Unit.WEEK: 7}
MONTHS: Final[Mapping[nodes.Unit, int]] = {nodes.Unit.MONTH: 1, nodes.Unit.YEAR: 12}
DAY: Final = 86_400_000  # milliseconds
EPOCH: Final = datetime.datetime(1970, 1, 1)  # noqa: DTZ001  a wall clock, of no zone


class Length(NamedTuple):
    """A length of time: calendar months and days, then elapsed milliseconds."""

    months: int
    days: int
    milliseconds: int

    @property
    def shortest(self) -> int:
        """Milliseconds that it has at least, whatever the months crossed."""
        return (self.months * 28 + self.days) * DAY + self.milliseconds

    @property
    def calendar(self) -> bool:
        """Whether it is counted in days, and not only in hours."""
        return bool(self.months or self.days)


def units(value: Decimal, per: int) -> int | None:
    """`value` times `per`, when that is a whole number that fits into a column."""
    scaled = value * per
    whole = int(scaled)
    return whole if whole == scaled and abs(whole) <= LARGEST else None


def millionths(value: Decimal) -> int | None:
    """A number in millionths; None past six decimals or out of range."""
    return units(value, MILLION)


def minor_units(amount: Decimal, exponent: int) -> int | None:
    """Money in minor units, by the currency's decimals; None when it has more of them."""
    return units(amount, 10**exponent)


def basis_points(percentage: Decimal) -> int | None:
    """`12.5` percent is 1,250; None past two decimals."""
    return units(percentage, 100)


def length(duration: nodes.Duration) -> Length | None:
    """A duration in its three units; None when it has a part of a day, or is over a century."""
    months, days, milliseconds = (_total(duration, scale) for scale in (MONTHS, DAYS, MILLISECONDS))
    if has_part_of_day(duration) or milliseconds != int(milliseconds):
        return None
    found = Length(int(months), int(days), int(milliseconds))
    return found if found.shortest <= LONGEST_DAYS * DAY else None


def has_part_of_day(duration: nodes.Duration) -> bool:
    """Whether days, or longer units, are not whole: `1.5 days` has no meaning on a calendar."""
    return any(unit not in MILLISECONDS and count != int(count) for count, unit in duration.parts)


def _total(duration: nodes.Duration, scale: Mapping[nodes.Unit, int]) -> Decimal:
    return sum((count * scale.get(unit, 0) for count, unit in duration.parts), Decimal(0))


def clock(time: datetime.time) -> int:
    """Milliseconds after midnight."""
    return (time.hour * 3600 + time.minute * 60 + time.second) * 1000


def wall(day: datetime.date | datetime.datetime) -> int:
    """Milliseconds from 1970-01-01 00:00 to a wall clock, or to the start of a day."""
    moment = day if isinstance(day, datetime.datetime) else _midnight(day)
    return (moment - EPOCH) // datetime.timedelta(milliseconds=1)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001  a wall clock


def day_number(day: datetime.date) -> int:
    """Local days since 1970-01-01."""
    return (day - EPOCH.date()).days


def month_day(month: int, day: int) -> int:
    """MMDD as a number: 24 December is 1224."""
    return month * 100 + day
