"""SP-16, 23, 24, 25: keywords and sign-ups of the sms program."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.runtime import intake

from .projects import journey
from .scenario import HEAD, Scenario, problems

PROGRAM = '  currency: EUR\n  sms program: FR from "+33600000000"\n'
WITH_SMS = HEAD.replace("  currency: EUR\n", PROGRAM, 1)
BY_KEYWORD = intake.Evidence("keyword")


@pytest.mark.parametrize("start", ['texts "SALE24"', "signs up for sms"])
def test_SP_16_sms_starting_points_need_an_sms_program(tmp_path: Path, start: str) -> None:
    assert problems(tmp_path, journey(start)) == ["SP-16"]
    assert problems(tmp_path, journey(start), WITH_SMS) == []


@pytest.mark.parametrize(
    ("keyword", "said"),
    [
        ("A", ["SP-23"]),
        ("SALE 24", ["SP-23"]),
        ("S" * 31, ["SP-23"]),
        ("SALE24", []),
        ("S" * 30, []),
        ("été", []),
    ],
)
def test_SP_23_the_form_of_a_keyword(tmp_path: Path, keyword: str, said: list[str]) -> None:
    assert problems(tmp_path, journey(f'texts "{keyword}"'), WITH_SMS) == said


def test_SP_24_the_whole_message_is_the_keyword(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, journey('texts "SALE24"'), WITH_SMS)
    scenario.contact("A", "B")
    scenario.event("A", "sms_received", " sale24 ")
    scenario.event("B", "sms_received", "I want SALE24")
    scenario.tick()
    assert scenario.entered() == "A"


@pytest.mark.parametrize(("more", "who"), [("", "A"), (" including imported", "AB")])
def test_SP_25_signs_up_for_sms(tmp_path: Path, more: str, who: str) -> None:
    scenario = Scenario.of(tmp_path, journey(f"signs up for sms{more}"), WITH_SMS)
    scenario.contact("A", phone="+33600000001")
    intake.set_sms_status(scenario.store, ["A"], "subscribed", scenario.now, BY_KEYWORD)
    scenario.contact("B", origin="imported", phone="+33600000002", sms_status="subscribed")
    scenario.tick()
    assert scenario.entered() == who
