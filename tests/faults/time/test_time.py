"""Faults of time in a few cases each; `make torture` goes through all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ...postgres.databases import Databases
from ..figures import Figures
from . import (
    bad_rows,
    birthdays,
    calendars,
    changed_clocks,
    host_clocks,
    jumping_clock,
    moving_people,
    new_rules,
    outages,
)

EXPERIMENTS: dict[str, tuple[Callable[[int, int], Figures], int, str | None]] = {
    "F16 a bad row stops nobody else": (bad_rows.experiment, 28, "put aside"),
    "F30 a clock that jumps makes nobody early": (jumping_clock.experiment, 10, "alarms"),
    "F32 a change of the clock loses and doubles no day": (changed_clocks.experiment, 72, "zones"),
    "F33 new rules of a zone hold for those who wait": (new_rules.experiment, 30, None),
    "F34 who moves gets one letter a day": (moving_people.experiment, 30, "moves"),
    "F35 a birthday comes once a year": (birthdays.experiment, 400, "leap days"),
    "F36 months end and weeks begin as in the calendar": (calendars.experiment, 1300, None),
    "F37 an outage is caught up once and for all": (outages.experiment, 50, "due while down"),
}
"""Each with how many cases, and what must have happened to somebody."""


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_time_is_right(name: str) -> None:
    experiment, cases, happened = EXPERIMENTS[name]
    figures = experiment(cases, 1)
    assert figures.cases >= cases
    assert figures.failures == 0, figures
    assert happened is None or figures.details[happened] > 0


def test_F31_the_clocks_of_machines_decide_nothing(databases: Databases) -> None:
    figures = host_clocks.skewed(databases, 12, 1)
    assert (figures.failures, figures.details["sent"]) == (0, host_clocks.PEOPLE)
