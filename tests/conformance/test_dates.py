"""SP-06, 09, 13, 35…41, STEP-33, AMB-20, 37: dates of contacts."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, journey, steps
from .scenario import HEAD, NOW, Scenario, instant, problems

BORN = "field born: birthday\nfield anniversary: date\n"
PARIS = HEAD.replace("time zone: UTC", "time zone: Europe/Paris")
ALWAYS = "re-entry: always"


def dated(folder: Path, start: str, *settings: str, head: str = HEAD) -> Scenario:
    """A journey that starts at a date."""
    return Scenario.of(folder, BORN + journey(start, *settings), head)


def waiting(folder: Path, until: str, **fields: str) -> Scenario:
    """A, who waits for a date since now."""
    lines = steps(f"wait until {until}", 'add tag "moved"')
    scenario = Scenario.of(folder, BORN + journey('tag added "go"', steps=lines))
    scenario.contact("A", fields=fields)
    scenario.tag("go", "A")
    scenario.tick()
    return scenario


def edges(scenario: Scenario) -> list[str]:
    """The edges that were crossed."""
    rows = scenario.asked.execute("SELECT edge FROM step_log ORDER BY seq")
    return [edge for (edge,) in rows]


YEARLY = ("birthday", "recurring date anniversary")


@pytest.mark.parametrize("other", [f"wait until {date}" for date in YEARLY])
def test_SP_06_a_specific_date_start_and_a_yearly_wait_clash(tmp_path: Path, other: str) -> None:
    text = BORN + journey("on specific date renewal", steps=steps(other, "send email m"))
    assert problems(tmp_path, text) == ["SP-06"]


@pytest.mark.parametrize("other", YEARLY)
def test_SP_06_two_starting_points_clash(tmp_path: Path, other: str) -> None:
    both = journey("on specific date renewal", f"starting point: 3 days before {other}")
    assert problems(tmp_path, BORN + both) == ["SP-06"]


def test_SP_06_a_yearly_start_and_a_specific_wait_clash(tmp_path: Path) -> None:
    text = BORN + journey("on birthday", steps=steps("wait until specific date renewal", "stop"))
    assert problems(tmp_path, text) == ["SP-06"]


def test_SP_06_yearly_dates_go_together(tmp_path: Path) -> None:
    lines = steps("wait until recurring date anniversary", "wait until signup date")
    assert problems(tmp_path, BORN + journey("on birthday", steps=lines)) == []


def test_SP_09_a_birthday_lets_in_every_year(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on birthday", "re-entry: never")
    scenario.contact("A", fields={"born": "06-20"})
    scenario.tick("2024-06-20T09:00:00")
    scenario.tick("2025-06-20T09:00:00")
    assert scenario.entered() == "AA"


def test_SP_09_one_day_lets_in_once_whatever_is_edited(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on birthday", "starting point: on birthday at 18:00", ALWAYS)
    scenario.contact("A", fields={"born": "06-20"})
    scenario.tick("2024-06-20T09:00:00")
    scenario.set_field("born", A="06-21")
    scenario.set_field("born", A="06-20")
    scenario.tick("2024-06-20T18:00:00")
    assert scenario.entered() == "A"
    assert scenario.refused() == [("A", "re_entry")]


@pytest.mark.parametrize("start", ["on birthday", "on birthday borne", "on specific date borne"])
def test_SP_13_a_date_needs_its_field(tmp_path: Path, start: str) -> None:
    assert problems(tmp_path, journey(start)) == ["SP-13"]


@pytest.mark.parametrize("start", ["on birthday renewal", "on recurring date plan"])
def test_SP_13_a_date_needs_a_field_of_its_type(tmp_path: Path, start: str) -> None:
    assert problems(tmp_path, journey(start)) == ["SP-13"]


def test_SP_35_a_specific_date_in_the_future_lets_in_once(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on specific date renewal")
    scenario.contact("A", fields={"renewal": "2024-07-01"})
    scenario.contact("B", fields={"renewal": "2023-07-01"})
    scenario.tick("2024-07-01T08:59:59")
    assert scenario.entered() == ""
    for year in range(2024, 2027):
        scenario.tick(f"{year}-07-01T09:00:00")
    assert scenario.entered() == "A"


def test_SP_35_a_date_set_to_a_later_day_lets_in_then(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on specific date renewal")
    scenario.contact("A", fields={"renewal": "2024-07-01"})
    scenario.set_field("renewal", A="2024-07-03")
    scenario.tick("2024-07-02T09:00:00")
    assert scenario.entered() == ""
    scenario.tick("2024-07-03T09:00:00")
    assert scenario.entered() == "A"


def test_SP_36_days_after_the_signup(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "7 days after signup date")
    scenario.contact("A", added_at=instant("2024-06-20T17:00:00"))
    scenario.contact("B", added_at=instant("2024-06-21"))
    scenario.tick("2024-06-27T08:59:59")
    assert scenario.entered() == ""
    scenario.tick("2024-06-27T09:00:00")
    assert scenario.entered() == "A"


def test_SP_37_a_birthday_comes_every_year(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on birthday")
    scenario.contact("A", fields={"born": "06-20"})
    scenario.tick("2024-06-20T09:00:00")
    assert scenario.entered() == "A"
    scenario.tick("2025-06-20T09:00:00")
    assert scenario.entered() == "AA"


def test_SP_38_month_and_day_of_a_date_come_every_year(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on recurring date anniversary")
    scenario.contact("A", fields={"anniversary": "2019-06-20"})
    scenario.contact("B", fields={"anniversary": "2024-06-21"})
    scenario.tick("2024-06-20T09:00:00")
    assert scenario.entered() == "A"


def test_SP_39_an_offset_and_nine_in_the_audience_zone(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "3 days before birthday", head=PARIS)
    scenario.contact("A", fields={"born": "06-20"})
    scenario.tick("2024-06-17T06:59:59Z")
    assert scenario.entered() == ""
    scenario.tick("2024-06-17T07:00:00Z")
    assert scenario.entered() == "A"


@pytest.mark.parametrize(
    ("zone", "at"),
    [("contact", "13:00"), ("audience", "07:00"), ("Asia/Kathmandu", "03:15")],
)
def test_AMB_20_nine_is_in_the_zone_of_the_journey(tmp_path: Path, zone: str, at: str) -> None:
    scenario = dated(tmp_path, "on birthday", f"time zone: {zone}", head=PARIS)
    scenario.contact("A", fields={"born": "06-20"}, time_zone="America/New_York")
    scenario.tick(str(f"2024-06-20T{at}:00Z"))
    assert scenario.entered() == "A"
    ((entered_at,),) = scenario.asked.execute("SELECT entered_at FROM enrollment_archive")
    assert entered_at == instant(f"2024-06-20T{at}:00Z")


def test_SP_39_hours_before_a_date_are_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, BORN + journey("2 hours before birthday")) == ["SP-39"]


@pytest.mark.parametrize("start", ["on birthday", "on recurring date anniversary"])
def test_SP_40_the_leap_day_is_the_28th_in_common_years(tmp_path: Path, start: str) -> None:
    scenario = dated(tmp_path, start)
    scenario.contact("A", fields={"born": "02-29", "anniversary": "2020-02-29"})
    scenario.tick("2025-02-28T09:00:00")
    assert scenario.entered() == "A"
    scenario.now = instant("2028-02-27")
    scenario.tick("2028-02-28T09:00:00")
    before = scenario.entered()
    scenario.tick("2028-02-29T09:00:00")
    assert (len(before) + 1, scenario.entered()) == (len(scenario.entered()), before + "A")


def test_SP_41_dates_past_at_activation_wait_for_next_year_or_never_come(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on birthday")
    scenario.contact("A", fields={"born": "06-10"})
    scenario.contact("C")
    scenario.tick("2025-06-10T08:00:00")
    assert scenario.entered() == ""
    scenario.tick("2025-06-10T09:00:00")
    assert scenario.entered() == "A"


def test_SP_41_a_specific_date_past_at_activation_never_comes(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on specific date renewal")
    scenario.contact("B", fields={"renewal": "2024-06-10"})
    scenario.tick(plus=366 * DAY)
    assert scenario.entered() == ""


def test_SP_41_an_outage_is_caught_up_exactly(tmp_path: Path) -> None:
    scenario = dated(tmp_path, "on birthday")
    scenario.contact("A", fields={"born": "06-20"})
    scenario.tick("2024-07-20T00:00:00")
    rows = scenario.asked.execute("SELECT entered_at FROM enrollment_archive")
    assert list(rows) == [(instant("2024-06-20T09:00:00"),)]


def test_STEP_33_a_wait_for_a_birthday_ends_that_day(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "birthday", born="06-20")
    scenario.tick("2024-06-20T08:59:59")
    assert scenario.tagged("moved") == ""
    scenario.tick("2024-06-20T09:00:00")
    assert scenario.tagged("moved") == "A"


@pytest.mark.parametrize("date", ["birthday", "specific date renewal", "recurring date renewal"])
def test_STEP_33_without_a_date_nobody_waits(tmp_path: Path, date: str) -> None:
    scenario = waiting(tmp_path, date)
    assert edges(scenario) == ["start", "no_date", "next"]


def test_STEP_33_a_specific_date_in_the_past_is_not_waited_for(tmp_path: Path) -> None:
    scenario = waiting(tmp_path, "specific date renewal", renewal="2024-06-15")
    assert edges(scenario) == ["start", "past", "next"]


@pytest.mark.parametrize(
    ("until", "due"),
    [
        ("specific date renewal at 18:00", "2024-06-15T18:00"),
        ("3 days before specific date renewal", "2024-06-12T09:00"),
        ("recurring date anniversary at 10:00", "2025-06-14T10:00"),
        ("recurring date anniversary at 12:00", "2025-06-14T12:00"),
        ("1 day after recurring date anniversary at 12:00", "2024-06-15T12:00"),
        ("3 days before birthday", "2025-02-25T09:00"),
        ("400 days after birthday", "2025-04-04T09:00"),
        ("3000 days after signup date", "2028-03-19T09:00"),
    ],
)
def test_STEP_33_the_next_such_instant_from_the_arrival_on(
    tmp_path: Path, until: str, due: str
) -> None:
    fields = {"renewal": "2024-06-15", "anniversary": "2019-06-14", "born": "02-29"}
    scenario = waiting(tmp_path, until, **fields)
    found = list(scenario.asked.execute("SELECT due FROM enrollment"))
    over = instant(due) <= NOW
    assert found == ([] if over else [(instant(due),)])


def test_STEP_33_a_date_set_on_the_way_counts(tmp_path: Path) -> None:
    lines = steps("set field renewal to 2024-07-01", "wait until specific date renewal")
    scenario = Scenario.of(tmp_path, journey('tag added "go"', steps=lines))
    scenario.contact("A")
    scenario.tag("go", "A")
    scenario.tick()
    found = list(scenario.asked.execute("SELECT due FROM enrollment"))
    assert found == [(instant("2024-07-01T09:00"),)]
