"""Instants and days in texts, also those that no calendar has."""

from jalon.deliver.records.clocks import Clock, day_text


def test_an_instant_is_shown_on_the_wall_clock_of_its_zone() -> None:
    assert Clock("Europe/Paris").text(1_772_366_400_000) == "2026-03-01 13:00"
    assert Clock("No/Where").text(1_772_366_400_000) == "2026-03-01 12:00"


def test_what_no_calendar_has_is_absent() -> None:
    assert [Clock("UTC").text(instant) for instant in (None, 10**17, -(10**17))] == [None] * 3
    assert [day_text(day) for day in (20_513, 10**10)] == ["2026-03-01", None]
