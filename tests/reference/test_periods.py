"""Periods: edges, zones, missing e-mails, whole days."""

from __future__ import annotations

import pytest

from jalon.compiler.ir import Duration, Edge, Period, Program

from .building import at, happened, someone
from .clock import EPOCH_ON_THE_WALL, day_number
from .periods import contains, contains_day, edge_instant, is_known
from .view import View
from .world import World

PARIS, HAVANA = "Europe/Paris", "America/Havana"


def view(now: int, zone: str = PARIS, world: World | None = None) -> View:
    contact = someone(zone=zone)
    return View(world or World(contacts=[contact]), Program(), contact, now)


def in_the_last(days: int) -> Period:
    return Period(lower=Edge(shift=Duration(days=-days)), upper=Edge())


def day(text: str) -> int:
    return day_number(EPOCH_ON_THE_WALL.fromisoformat(text))


def test_windows_include_both_ends() -> None:
    now = at("2026-06-15 12:00", PARIS)
    period = in_the_last(30)
    assert contains(period, at("2026-05-16 12:00", PARIS), view(now))
    assert not contains(period, at("2026-05-16 12:00", PARIS) - 1, view(now))
    assert contains(period, now, view(now))
    assert not contains(period, now + 1, view(now))


def test_strict_ends_are_left_out() -> None:
    now = at("2026-06-15 12:00")
    period = Period(lower=Edge(), upper=Edge(), lower_strict=True)
    assert not contains(period, now, view(now))


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("day", "2026-06-17"),
        ("week", "2026-06-15"),
        ("month", "2026-06-01"),
        ("year", "2026-01-01"),
    ],
)
def test_local_starts_are_those_of_the_contact(anchor: str, expected: str) -> None:
    edge = Edge.model_validate({"anchor": anchor})
    now = at("2026-06-17 00:10", PARIS)  # still the 16th in UTC
    assert edge_instant(edge, view(now)) == at(f"{expected} 00:00", PARIS)


def test_on_a_day_is_a_day_of_her_calendar() -> None:  # SEG-12
    wall = (day("2024-03-02")) * 86_400_000
    edge = Edge(anchor="wall", wall=wall)
    following = edge.model_copy(update={"shift": Duration(days=1)})
    period = Period(lower=edge, upper=following, upper_strict=True)
    assert contains(period, at("2024-03-01 23:30"), view(0))
    assert not contains(period, at("2024-03-02 23:30"), view(0))


def test_midnight_stays_midnight_when_today_has_none() -> None:
    tomorrow = Edge(anchor="day", shift=Duration(days=1))
    sunday = view(at("2026-03-08 15:00", HAVANA), HAVANA)
    assert edge_instant(tomorrow, sunday) == at("2026-03-09 00:00", HAVANA)


def test_since_an_email_that_was_never_sent_is_not_known() -> None:
    period = Period(lower=Edge(anchor="email", message="Hello"))
    assert not is_known(period, view(0))


def test_since_an_email_means_since_the_latest_send_of_it() -> None:
    world = World(contacts=[someone()])
    for instant, message in [(10, "hello"), (20, "hello"), (30, "other")]:
        happened(world, "email_sent", instant, message)
    assert edge_instant(Edge(anchor="email", message="Hello"), view(99, world=world)) == 20
    assert edge_instant(Edge(anchor="email"), view(99, world=world)) == 30


def test_the_next_30_days_are_whole_days_from_any_hour() -> None:
    period = Period(lower=Edge(), upper=Edge(shift=Duration(days=30)))
    now = view(at("2026-06-01 23:50", PARIS))
    inside = [
        date
        for date in range(day("2026-05-01"), day("2026-08-01"))
        if contains_day(period, date, now)
    ]
    assert (inside[0], inside[-1]) == (day("2026-06-01"), day("2026-07-01"))


def test_a_strict_upper_end_leaves_out_the_day_it_begins() -> None:
    yesterday = Period(
        lower=Edge(anchor="day", shift=Duration(days=-1)),
        upper=Edge(anchor="day"),
        upper_strict=True,
    )
    now = view(at("2026-06-17 08:00", PARIS))
    assert contains_day(yesterday, day("2026-06-16"), now)
    assert not contains_day(yesterday, day("2026-06-17"), now)
