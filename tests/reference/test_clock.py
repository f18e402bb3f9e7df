"""Wall clocks and instants, around the changes of the clock."""

from __future__ import annotations

from datetime import datetime

import pytest

from jalon.compiler.ir import Duration

from .building import at
from .clock import first_instant, later, wall_clock

PARIS, HAVANA, LORD_HOWE = "Europe/Paris", "America/Havana", "Australia/Lord_Howe"


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_wall_clock_in_a_gap_is_the_first_instant_after_it() -> None:
    assert first_instant(wall("2026-03-29 02:30"), PARIS) == at("2026-03-29 01:00")
    assert first_instant(wall("2026-03-29 02:00"), PARIS) == at("2026-03-29 01:00")
    assert first_instant(wall("2026-10-04 02:15"), LORD_HOWE) == at("2026-10-03 15:30")


def test_a_wall_clock_in_a_fold_is_the_first_of_two() -> None:
    assert first_instant(wall("2026-10-25 02:30"), PARIS) == at("2026-10-25 00:30")
    assert first_instant(wall("2026-11-01 00:00"), HAVANA) == at("2026-11-01 04:00")


def test_midnight_may_be_missing() -> None:
    assert first_instant(wall("2026-03-08 00:00"), HAVANA) == at("2026-03-08 05:00")
    assert wall_clock(at("2026-03-08 05:00"), HAVANA) == wall("2026-03-08 01:00")


@pytest.mark.parametrize(
    ("months", "expected"),
    [(1, "2026-02-28"), (2, "2026-03-31"), (-2, "2025-11-30"), (25, "2028-02-29")],
)
def test_a_month_later_is_clamped_to_the_end_of_the_month(months: int, expected: str) -> None:
    start = at("2026-01-31 10:00", PARIS)
    assert later(start, Duration(months=months), PARIS) == at(f"{expected} 10:00", PARIS)


def test_a_day_is_a_day_of_the_calendar_and_24_hours_are_not() -> None:
    saturday = at("2026-03-28 09:00", PARIS)
    assert later(saturday, Duration(days=1), PARIS) == at("2026-03-29 09:00", PARIS)
    hours = Duration(milliseconds=24 * 3_600_000)
    assert later(saturday, hours, PARIS) == at("2026-03-29 10:00", PARIS)


def test_elapsed_time_comes_after_the_calendar() -> None:
    saturday = at("2026-03-28 02:30", PARIS)
    duration = Duration(days=1, milliseconds=60_000)
    assert later(saturday, duration, PARIS) == at("2026-03-29 01:01")
