"""Tests in the language: their lines, and the cases put into them."""

from __future__ import annotations

from typing import Any

import pytest

from jalon.dsl import nodes
from jalon.dsl.parser import parse
from jalon.dsl.source import Source


def scenario(*lines: str) -> nodes.Scenario:
    text = 'test "t":\n' + "".join(f"  {line}\n" for line in lines)
    file, found = parse(Source("a.journey", text))
    assert found == []
    (node,) = file.declarations
    assert isinstance(node, nodes.Scenario)
    return node


def line(text: str) -> Any:
    (node,) = scenario(text).lines
    return node


def problems(*lines: str) -> list[tuple[str, str]]:
    text = 'test "t":\n' + "".join(f"  {line}\n" for line in lines)
    return [(one.code, text[one.span.start : one.span.end]) for one in parse(Source("", text))[1]]


def test_traits_are_conditions() -> None:
    given = line('given ana: not subscribed, tagged "vip", time zone America/New_York')
    assert [type(trait) for trait in given.traits] == [nodes.Not, nodes.Tagged, nodes.GivenZone]


@pytest.mark.parametrize("written", ["in store s for 3 EUR", "for 3 EUR from store s"])
def test_details_come_in_any_order(written: str) -> None:
    told = line(f"ana buys any product {written}")
    assert (str(told.event.store), told.amount.currency) == ("s", "EUR")


def test_properties_belong_to_the_event() -> None:
    told = line('ana event "booked" with seats = 3, room = "blue"')
    assert [str(one.name) for one in told.properties] == ["seats", "room"]


def test_an_instant_may_have_its_event_beside_it() -> None:
    assert line("after 30m: ana buys any product").happening.contact.text == "ana"
    assert line("at 10:00").happening is None


def test_the_word_is_may_stand_before_a_condition() -> None:
    assert line("expect ana is in journey j") == line("expect ana in journey j")


def test_a_contact_may_have_the_name_of_a_keyword() -> None:
    assert line('expect "segment" received nothing').contact.text == "segment"


def test_a_placeholder_stands_for_all_of_a_cell() -> None:
    node = scenario(
        "cases: a, b", "  not subscribed, 3", "  vip, 4", "given x: <a>, field f is <b>"
    )
    assert [case.words for case in node.cases] == ["a not subscribed, b 3", "a vip, b 4"]
    assert [type(case.lines[0].traits[0]) for case in node.cases] == [nodes.Not, nodes.Vip]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["cases: a"], [("J125", "cases: a")]),
        (["cases:", "  1", "given x"], [("J125", "cases:")]),
        (["cases: a", "  1", "cases: b", "  1"], [("J125", "cases: b")]),
        (["cases: a, b", "  1", "given x"], [("J125", "1")]),
        (["cases: a", "  1", "  2", "given x: field f is <aa>"], [("J126", "<aa>")]),
        (["cases: a", "  1", "  2", "given"], [("J102", "given")]),
    ],
)
def test_a_mistake_in_a_table_is_told_once(lines: list[str], told: list[tuple[str, str]]) -> None:
    assert problems(*lines) == told
