"""F35: every date of birth from 1904 to 2024, in every year from 2024 to 2044: once a year."""

from __future__ import annotations

import random
import time
from calendar import isleap
from datetime import date, timedelta

from jalon.runtime.intake.rows import ContactRow

from ...conformance.scenario import instant
from ..figures import Figures
from .stage import DAY, EPOCH, HOUR, Stage

FAULT = "F35"
FIRST, LAST = date(1904, 1, 1), date(2024, 12, 31)
YEARS = range(2024, 2045)
CASES = 2 * ((LAST - FIRST).days + 1) * len(YEARS)
MANY = 40_000
TEXT = """field born: birthday
field first_seen: date

journey dated:
  re-entry: always
  starting point: on recurring date first_seen
  add tag "seen"

journey born:
  re-entry: always
  starting point: on birthday born
  add tag "seen"
"""


def experiment(cases: int, seed: int) -> Figures:
    """So many birthdays, of dates drawn at random, every leap day among them.

    Few of them are lived through for five years only.
    """
    begun, draw = time.monotonic(), random.Random(seed)
    dates = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    leap = [day for day in dates if (day.month, day.day) == (2, 29)]
    years = YEARS if cases >= MANY else YEARS[:5]
    few = min(len(dates), max(len(leap), cases // (2 * len(years))))
    others = sorted({*dates} - {*leap})
    chosen = sorted([*leap, *draw.sample(others, few - len(leap))])
    begin = instant("2023-12-31T12:00:00")
    stage = Stage.of(TEXT, begin)
    stage.crowd((person(day) for day in chosen), begin)
    for year in years:
        stage.tick(instant(f"{year}-12-31T12:00:00"))
    wrong = stage.set_aside()
    for name in ("dated", "born"):
        entered = stage.entered(name)
        wrong += sum(wrong_years(day, years, entered.get(key_of(day), [])) for day in chosen)
    details = {"dates": len(chosen), "leap days": len(leap)}
    return Figures(FAULT, 2 * len(chosen) * len(years), wrong, details, time.monotonic() - begun)


def key_of(day: date) -> str:
    """The contact who was born then."""
    return day.isoformat()


def person(day: date) -> ContactRow:
    """Somebody born on a day, of whom once the year is known and once it is not."""
    fields = {"first_seen": day.isoformat(), "born": f"{day:%m-%d}"}
    return ContactRow(key=key_of(day), added_at=0, fields=fields)


def wrong_years(day: date, years: range, entered: list[int]) -> int:
    """The years in which she was not let in once, at nine on her day."""
    wanted = [at_nine(day, year) for year in years]
    return sum(entered.count(at) != 1 for at in wanted) + sum(at not in wanted for at in entered)


def at_nine(day: date, year: int) -> int:
    """Nine on that day of a year; the leap day is the 28th in common years."""
    leap = (day.month, day.day) == (2, 29) and not isleap(year)
    found = date(year, 2, 28) if leap else date(year, day.month, day.day)
    return (found - EPOCH).days * DAY + 9 * HOUR
