"""F32: every zone and every change of its clock; each day, week and month comes exactly once."""

from __future__ import annotations

import random
import time
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo, available_timezones

from jalon.runtime.intake.rows import ContactRow

from ..figures import Figures
from .stage import CLOCKS, DAY, EPOCH, HOUR, MINUTE, Stage, written
from .walk import changes, reached, shown

FAULT, CASES = "F32", 173_000  # about all that there are
YEARS = (2024, 2035)
PER_CHANGE = 6 * len(CLOCKS)
"""Three days, a week, a month and a time of day, at each of the clocks."""
FIELDS = ("before", "day", "after", "week", "month")
DATED = """journey {field}_{name}:
  starting point: on specific date {field} at {clock}
  add tag "seen"
"""
LATER = """journey {name}:
  starting point: on specific date {field} at {clock}
  {wait}
  add tag "seen"
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a zone's clock, and the local day on which it happens."""

    zone: str
    at: int

    @property
    def key(self) -> str:
        """The contact who lives through it."""
        return f"{self.zone} {self.at}"

    @property
    def day(self) -> date:
        """The local day that begins or goes on with it."""
        return EPOCH + timedelta(days=shown(ZoneInfo(self.zone), self.at) // DAY)

    def days(self) -> dict[str, date]:
        """The dates from which her days, her week and her month count."""
        one = timedelta(days=1)
        last = self.day.replace(day=1) - one
        month = last.replace(day=min(self.day.day, last.day))
        near = {"before": self.day - one, "day": self.day, "after": self.day + one}
        return {**near, "week": self.day - 7 * one, "month": month}


def experiment(cases: int, seed: int) -> Figures:
    """Lives through changes of clocks, month by month in random order, until there are so many."""
    begun, draw = time.monotonic(), random.Random(seed)
    names = sorted(available_timezones() - {"localtime", "Factory"})
    few = draw.sample(names, min(len(names), -(-cases // PER_CHANGE)))
    months = together(Change(zone, at) for zone in few for at in changes(ZoneInfo(zone), *YEARS))
    draw.shuffle(months)
    wrong, lived = 0, list[Change]()
    for group in months:
        if len(lived) * PER_CHANGE < cases:
            wrong += live(group, draw)
            lived += group
    details = {"zones": len({one.zone for one in lived}), "changes": len(lived)}
    return Figures(FAULT, len(lived) * PER_CHANGE, wrong, details, time.monotonic() - begun)


def together(found: Iterable[Change]) -> list[list[Change]]:
    """The changes of about the same time."""
    groups: dict[int, list[Change]] = {}
    for one in found:
        groups.setdefault(one.at // (30 * DAY), []).append(one)
    return [groups[key] for key in sorted(groups)]


def project() -> str:
    """A journey for each time of day and each way to come back to it."""
    parts = [f"field {name}: date\n" for name in FIELDS]
    for name in CLOCKS:
        clock = written(name)
        days = FIELDS[:3]
        parts += [DATED.format(field=field, name=name, clock=clock) for field in days]
        waits = {"week": "wait 1 week", "month": "wait 1 month"}
        for field, wait in waits.items():
            parts.append(LATER.format(name=f"{field}_{name}", field=field, clock=clock, wait=wait))
        noon = {"field": "before", "clock": "12:00", "wait": f"wait until {clock}"}
        parts.append(LATER.format(name=f"until_{name}", **noon))
    return "\n".join(parts)


def live(group: list[Change], draw: random.Random) -> int:
    """Lets the time around some changes go by; returns how much came not, twice, or not in time."""
    first, last = min(one.at for one in group), max(one.at for one in group)
    begin, end = first - 40 * DAY, last + 4 * DAY
    stage = Stage.of(project(), begin)
    rows = [
        ContactRow(
            key=one.key,
            time_zone=one.zone,
            fields={name: day.isoformat() for name, day in one.days().items()},
        )
        for one in group
    ]
    stage.crowd(rows, begin)
    looks = [draw.randrange(first - 2 * DAY, end, MINUTE) for _ in range(3)]
    for now in sorted({*looks, first - HOUR, first, end}):
        stage.tick(now)
    return stage.set_aside() + sum(mistakes(stage, group, name) for name in CLOCKS)


def mistakes(stage: Stage, group: list[Change], name: str) -> int:
    """How many of the instants at a time of day are not what walking along the clock gives."""
    kinds = {day: stage.entered(f"{day}_{name}") for day in FIELDS[:3]}
    kinds |= {kind: stage.moved_on(f"{kind}_{name}") for kind in ("week", "month", "until")}
    wrong = 0
    for one in group:
        for kind, wanted in expected(one, CLOCKS[name] * MINUTE).items():
            wrong += kinds[kind].get(one.key) != [wanted]
    return wrong


def expected(one: Change, clock: int) -> dict[str, int]:
    """When somebody who lives there sees that time of day."""
    zone, days = ZoneInfo(one.zone), one.days()
    at = {name: reached(zone, number(day) * DAY + clock) for name, day in days.items()}
    noon = shown(zone, reached(zone, number(days["before"]) * DAY + 12 * HOUR))
    until = noon // DAY * DAY + clock
    return {
        **{day: at[day] for day in FIELDS[:3]},
        "week": reached(zone, shown(zone, at["week"]) + 7 * DAY),
        "month": reached(zone, month_later(shown(zone, at["month"]))),
        "until": reached(zone, until if until >= noon else until + DAY),
    }


def number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def month_later(wall: int) -> int:
    """The same day of the next month, or its last one."""
    day = EPOCH + timedelta(days=wall // DAY)
    year, month = day.year + day.month // 12, day.month % 12 + 1
    moved = date(year, month, min(day.day, monthrange(year, month)[1]))
    return number(moved) * DAY + wall % DAY
