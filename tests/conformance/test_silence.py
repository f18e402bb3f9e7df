"""SP-72, 74, AMB-10: messages that nobody opens or clicks."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import DAY, HOUR, journey, steps
from .scenario import Scenario, problems

UNOPENED = "does not open email m within 3 days"
UNCLICKED = "does not click email m within 2 days"


def silent(folder: Path, start: str, *settings: str) -> Scenario:
    """A journey that starts at a silence; A and B are sent the message now, C is not."""
    scenario = Scenario.of(folder, journey(start, *settings, steps=steps('add tag "x"')))
    scenario.contact("A", "B", "C")
    for who in "AB":
        scenario.event(who, "email_sent", "m")
    scenario.tick()
    return scenario


def test_SP_72_only_who_was_sent_and_did_not_open_enters(tmp_path: Path) -> None:
    scenario = silent(tmp_path, UNOPENED)
    scenario.tick(plus=2 * DAY)
    scenario.event("B", "email_opened", "m")
    scenario.tick(plus=DAY - 1)
    assert scenario.entered() == ""
    scenario.tick(plus=1)
    assert scenario.entered() == "A"


def test_SP_72_an_open_after_the_period_is_too_late(tmp_path: Path) -> None:
    scenario = silent(tmp_path, UNOPENED)
    scenario.now += 4 * DAY
    scenario.event("B", "email_opened", "m")
    scenario.tick()
    assert scenario.entered() == "AB"


def test_SP_72_opening_another_email_is_no_answer(tmp_path: Path) -> None:
    scenario = silent(tmp_path, UNOPENED)
    scenario.event("A", "email_opened", "other")
    scenario.tick(plus=3 * DAY)
    assert scenario.entered() == "AB"


def test_SP_72_each_send_lets_in_again_where_re_entry_allows(tmp_path: Path) -> None:
    scenario = silent(tmp_path, UNOPENED, "re-entry: always")
    scenario.tick(plus=3 * DAY)
    scenario.event("A", "email_sent", "m")
    scenario.tick(plus=3 * DAY)
    assert scenario.entered() == "AAB"


@pytest.mark.parametrize("start", ["does not open email m", "does not click email m"])
def test_SP_72_SP_74_the_period_is_required(tmp_path: Path, start: str) -> None:
    rule = "SP-72" if "open" in start else "SP-74"
    assert problems(tmp_path, journey(start)) == [rule]


def test_SP_74_who_opened_and_did_not_click_enters(tmp_path: Path) -> None:
    scenario = silent(tmp_path, UNCLICKED)
    scenario.now += HOUR
    for who in "AB":
        scenario.event(who, "email_opened", "m")
    scenario.event("B", "email_clicked", "m", properties={"link": "https://x.example"})
    scenario.tick(plus=2 * DAY - HOUR)
    assert scenario.entered() == "A"


def test_SP_74_where_reads_the_send_and_the_contact(tmp_path: Path) -> None:
    where = 'where tagged "vip" and not event.kind is "test"'
    scenario = silent(tmp_path, f"does not click email m {where} within 2 days")
    scenario.tag("vip", "B")
    scenario.tick(plus=2 * DAY)
    assert scenario.entered() == "B"
