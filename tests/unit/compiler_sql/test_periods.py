"""Ends of periods: local starts, strict ends, whole days, birthdays, the hour of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.ir.calendar import DAY
from jalon.compiler.ir.zones import FAR, bounds
from jalon.compiler.sql.periods import Periods

from .audience import HOUR, NOW, TODAY, Audience, last_days

PARIS, HAVANA, HONOLULU = "Europe/Paris", "America/Havana", "Pacific/Honolulu"


def at(text: str, zone: str = "UTC") -> int:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    return int(local.timestamp() * 1000)


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def edge(anchor: str = "now", **more: object) -> ir.Edge:
    shift = ir.Duration.model_validate(more)
    return ir.Edge.model_validate({"anchor": anchor, "shift": shift})


STARTS = [
    (edge("day"), "2025-06-15 00:00"),
    (edge("day", days=-1), "2025-06-14 00:00"),
    (edge("week"), "2025-06-09 00:00"),  # NOW is a Sunday
    (edge("month"), "2025-06-01 00:00"),
    (edge("month", months=-4), "2025-02-01 00:00"),
    (edge("year"), "2025-01-01 00:00"),
    (edge("year", milliseconds=HOUR), "2025-01-01 01:00"),
    (edge("now", months=-4, days=-1), "2025-02-14 17:06:40"),
]


@pytest.mark.parametrize(("lower", "expected"), STARTS)
def test_an_edge_is_found_on_the_local_calendar(lower: ir.Edge, expected: str) -> None:
    found = bounds(ir.Period(lower=lower), "instant", NOW, ZoneInfo(PARIS))
    assert found == (at(expected, PARIS), FAR)


def test_a_shift_without_calendar_is_elapsed_time() -> None:
    spring = at("2025-03-30 12:00", PARIS)
    day_ago = ir.Period(lower=edge(milliseconds=-DAY), upper=edge(days=-1))
    found = bounds(day_ago, "instant", spring, ZoneInfo(PARIS))
    assert found == (at("2025-03-29 11:00", PARIS), at("2025-03-29 12:00", PARIS))


def test_midnight_stays_midnight_when_today_has_none() -> None:
    sunday = at("2026-03-08 15:00", HAVANA)
    days = ir.Period(lower=edge("day"), upper=edge("day", days=1))
    found = bounds(days, "instant", sunday, ZoneInfo(HAVANA))
    assert found == (at("2026-03-08 01:00", HAVANA), at("2026-03-09 00:00", HAVANA))


def test_strict_ends_become_the_next_value_inside() -> None:
    strict = ir.Period(lower=edge(), upper=edge(), lower_strict=True, upper_strict=True)
    assert bounds(strict, "instant", NOW, UTC) == (NOW + 1, NOW - 1)
    assert bounds(ir.Period(), "instant", NOW, UTC) == (-FAR, FAR)
    assert bounds(strict, "day", NOW, UTC) == (TODAY, TODAY)


WHOLE_DAYS = [
    (ir.Period(lower=edge(), upper=edge(days=30)), "2025-06-15", "2025-07-15"),
    (
        ir.Period(lower=edge("day", days=-1), upper=edge("day"), upper_strict=True),
        "2025-06-14",
        "2025-06-14",
    ),
    (
        ir.Period(lower=edge("month"), upper=edge("month", months=1), upper_strict=True),
        "2025-06-01",
        "2025-06-30",
    ),
]


@pytest.mark.parametrize(("period", "first", "last"), WHOLE_DAYS)
def test_dates_are_compared_in_whole_days(period: ir.Period, first: str, last: str) -> None:
    assert bounds(period, "day", NOW, ZoneInfo(PARIS)) == (day(first), day(last))


def test_an_end_that_is_an_email_counts_as_open() -> None:
    period = ir.Period(lower=ir.Edge(anchor="email"), upper=edge())
    assert bounds(period, "instant", NOW, UTC) == (-FAR, NOW)


def test_equal_periods_share_a_number() -> None:
    periods = Periods()
    first = periods.identify(last_days(30), "instant")
    assert periods.identify(last_days(30), "instant") == first == 1
    assert periods.identify(last_days(30), "day") == 2
    assert periods.items() == {1: (last_days(30), "instant"), 2: (last_days(30), "day")}


def test_elapsed_time_is_the_same_in_every_zone(audience: Audience) -> None:
    for zone in (PARIS, HONOLULU):
        for instant in (NOW - HOUR - 1, NOW - HOUR, NOW):
            audience.contact(zone, added_at=instant)
    hour = ir.Period(lower=edge(milliseconds=-HOUR), upper=edge())
    assert audience.members(p.InstantTest(attribute="added_at", period=hour)) == [2, 3, 5, 6]


def test_each_contact_has_the_period_of_her_zone(audience: Audience) -> None:
    midnight = at("2025-06-15 00:00", PARIS)
    for zone in (PARIS, HONOLULU):
        for instant in (midnight - 1, midnight, NOW):
            audience.contact(zone, added_at=instant)
    today = ir.Period(lower=edge("day"))
    assert audience.members(p.InstantTest(attribute="added_at", period=today)) == [2, 3, 6]


def test_dates_of_the_contact(audience: Audience) -> None:
    for renewal in (TODAY - 1, TODAY, TODAY + 30, TODAY + 31, None):
        audience.contact(field_renewal=renewal)
    soon = ir.Period(lower=edge(), upper=edge(days=30))
    assert audience.members(p.DateTest(attribute="field.renewal", period=soon)) == [2, 3]


def test_dates_since_an_email(audience: Audience) -> None:
    for days in (2, 3, 4):
        contact = audience.contact(field_renewal=TODAY - 3)
        audience.event(contact, "email_sent", at=NOW - days * DAY)
    audience.contact(field_renewal=TODAY)
    period = ir.Period(lower=ir.Edge(anchor="email"), lower_strict=True)
    assert audience.members(p.DateTest(attribute="field.renewal", period=period)) == [2, 3]


BIRTHDAYS = [
    (p.BirthdayTest(attribute="field.born", month_day=301), "2025-06-15", [2]),
    (p.BirthdayTest(attribute="field.born", month_day=301, negated=True), "2025-06-15", [1, 3]),
    (p.BirthdayTest(attribute="field.born"), "2025-03-01", [2]),
    (p.BirthdayTest(attribute="field.born"), "2025-02-28", [1]),  # SP-40: a common year
    (p.BirthdayTest(attribute="field.born"), "2024-02-28", []),
    (p.BirthdayTest(attribute="field.born"), "2024-02-29", [1]),
    (p.BirthdayTest(attribute="field.born", last=7), "2025-12-27", [3]),
    (p.BirthdayTest(attribute="field.born", first=1, last=7), "2025-01-01", []),
    (p.BirthdayTest(attribute="field.born", first=-1, last=-1), "2025-01-02", [3]),
    (p.BirthdayTest(attribute="field.born", last=400), "2025-05-05", [1, 2, 3]),
]


@pytest.mark.parametrize(("predicate", "today", "expected"), BIRTHDAYS)
def test_birthdays(
    audience: Audience, predicate: p.BirthdayTest, today: str, expected: list[int]
) -> None:
    for month_day in (229, 301, 101, None):
        audience.contact(field_born=month_day)
    assert audience.members(predicate, at(f"{today} 23:30", PARIS)) == expected


HOURS = [
    (9, 17, []),
    (9, 18, [1]),  # 17:06 in Paris, 05:06 in Honolulu
    (17, 18, [1]),
    (22, 6, [2]),
    (5, 5, []),
    (0, 24, [1, 2]),
]


@pytest.mark.parametrize(("start", "end", "expected"), HOURS)
def test_the_hour_where_the_contact_is(
    audience: Audience, start: int, end: int, expected: list[int]
) -> None:
    audience.contact(PARIS)
    audience.contact(HONOLULU)
    assert audience.members(p.LocalTime(start=start * HOUR, end=end * HOUR)) == expected
