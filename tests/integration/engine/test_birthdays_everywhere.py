"""Birthdays on the days clocks change, in many zones, for seven years: each once a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jalon.compiler.ir import Audience, ContactDate, DateArrives, Field, Journey, Program, steps
from jalon.compiler.ir.calendar import DAY
from jalon.compiler.ir.zones import spans
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine import tick
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.sqlite import SqliteStore

ZONES = (
    *("UTC", "Europe/London", "Europe/Paris", "Europe/Chisinau", "Africa/Casablanca"),
    *("Africa/Cairo", "Asia/Beirut", "Asia/Jerusalem", "Asia/Tehran", "Asia/Kathmandu"),
    *("Asia/Gaza", "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Auckland"),
    *("Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"),
    *("America/St_Johns", "America/Havana", "America/Santiago", "America/Asuncion"),
    *("America/Scoresbysund", "America/Nuuk", "Antarctica/Troll", "America/Sao_Paulo"),
)
YEARS = range(2024, 2031)
HOUR, MINUTE = 3_600_000, 60_000
CLOCKS = {"midnight": 0, "night": 2 * HOUR + 30 * MINUTE, "morning": 9 * HOUR}
AROUND = (-HOUR, -1, 0, 30 * MINUTE, HOUR, 3 * HOUR)
EPOCH = date(1970, 1, 1)


def changes(zone: str) -> list[int]:
    """The instants at which the zone's clock changes."""
    return [at for at, _, _ in spans(ZoneInfo(zone), YEARS[0], YEARS[-1])[1:]]


def birthdays(zone: str) -> Iterator[str]:
    """The local days of these instants, the days beside, and the leap day."""
    found = {(2, 29), (2, 28), (3, 1)}
    for at in changes(zone):
        moment = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))
        days = (moment.date() + timedelta(days=shift) for shift in (-1, 0, 1))
        found |= {(day.month, day.day) for day in days}
    yield from (f"{month:02}-{day:02}" for month, day in sorted(found))


def journey(name: str, clock: int) -> Journey:
    """Birthdays at a time of day."""
    born = ContactDate(kind="birthday", attribute="field.born", at=clock)
    start, end = steps.Start(number=0, key="start", next=1), steps.End(number=1, key="end")
    return Journey(name=name, starts=(DateArrives(date=born),), steps=(start, end))


def lived() -> SqliteStore:
    """A store in which these years went by, with a look around every change of a clock."""
    store, begin = SqliteStore.open(), midday(2023)
    program = Program(
        audience=Audience(time_zone="UTC"),
        fields=(Field(name="born", type="birthday"),),
        journeys=tuple(journey(name, clock) for name, clock in CLOCKS.items()),
    )
    deploy(store, program, begin)
    people = [
        ContactRow(key=f"{zone} {born}", time_zone=zone, fields={"born": born})
        for zone in ZONES
        for born in birthdays(zone)
    ]
    assert intake.add_contacts(store, people, begin, "historic").added == len(people)
    looks = {at + shift for zone in ZONES for at in changes(zone) for shift in AROUND}
    for now in sorted({*looks, *range(begin, midday(YEARS[-1]), 15 * DAY), midday(YEARS[-1])}):
        tick(store, now)
    return store


def midday(year: int) -> int:
    """Noon UTC of its last day, no birthday in any zone."""
    return int(datetime(year, 12, 31, 12, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture(scope="module")
def store() -> SqliteStore:
    """Seven years, lived once."""
    return lived()


def entries(store: SqliteStore, name: str) -> dict[str, list[tuple[int, str]]]:
    """By contact: year and month-day of the wall clock at each entry, as (year, MM-DD HH:MM)."""
    found: dict[str, list[tuple[int, str]]] = {}
    rows = store.connection.execute(
        "SELECT c.key, a.entered_at FROM enrollment_archive AS a "
        "JOIN contact AS c ON c.id = a.contact_id JOIN journey AS j ON j.id = a.journey_id "
        "WHERE j.name = ? ORDER BY a.entered_at",
        (name,),
    )
    for key, at in rows:
        zone = ZoneInfo(key.split()[0])
        wall = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
        found.setdefault(key, []).append((wall.year, f"{wall:%m-%d}"))
    return found


def expected(born: str) -> list[tuple[int, str]]:
    """Every year, on that day; the leap day is the 28th in common years."""
    common = "02-28" if born == "02-29" else born
    return [(year, born if year % 4 == 0 else common) for year in YEARS]


@pytest.mark.parametrize("name", CLOCKS)
def test_AMB_37_a_birthday_comes_once_a_year_whatever_the_clocks_do(
    store: SqliteStore, name: str
) -> None:
    found = entries(store, name)
    assert len(found) == sum(1 for zone in ZONES for _ in birthdays(zone))
    for key, days in found.items():
        assert days == expected(key.split()[1]), key


def test_SP_09_an_occurrence_is_the_local_day(store: SqliteStore) -> None:
    rows = store.connection.execute("SELECT occurrence FROM entry").fetchall()
    years = {(EPOCH + timedelta(days=(1 - found) // 2)).year for (found,) in rows}
    assert years == set(YEARS)
