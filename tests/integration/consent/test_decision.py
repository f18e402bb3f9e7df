"""The decision over the full cross product (reliability 5.2): one page, two stores, a reference."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from pathlib import Path

import pytest

from jalon.runtime.consent import may_send
from jalon.runtime.sqlite import SqliteStore
from tests.both import opened
from tests.reference import consent as reference

from .cases import cases, page

PAGE = Path(__file__).with_name("decisions.txt")


@pytest.fixture(scope="module")
def rulings() -> list[str]:
    return may_send(SqliteStore.open(), cases())


def test_the_decision_is_the_page_that_people_have_read(pytestconfig: pytest.Config) -> None:
    text = "\n".join(page(may_send(opened(), cases()))) + "\n"
    if pytestconfig.getoption("--rewrite"):
        PAGE.write_text(text, "utf-8")
    assert PAGE.read_text("utf-8") == text, "read it, then write it again with --rewrite"


def test_the_reference_decides_the_same_by_other_means(rulings: list[str]) -> None:
    expected = [reference.may_send(reference.Case(*astuple(one))) for one in cases()]
    told = zip(cases(), rulings, expected, strict=True)
    assert [one for one in told if one[1] != one[2]] == []


def test_every_ruling_there_is_occurs(rulings: list[str]) -> None:
    found = Counter(rulings)
    assert len(cases()) == 12_096
    assert set(found) == {
        *("send", "flag", "defer", "frequency", "soft_bounces", "archived", "too_old", "topic"),
        *("consent", "unsubscribed", "complaint", "manual", "spam_trap", "hard_bounce", "erased"),
        *("no_address", "sms_country", "cleaned"),
    }
