"""Declarations: heads, values, settings, conditions."""

from typing import Any

import pytest

from jalon.dsl import nodes
from jalon.dsl.nodes import FieldKind, Quantifier
from jalon.dsl.parser import parse
from jalon.dsl.source import Source

from .reading import HERE, only, parsed, underlined

VIP = nodes.Vip(span=HERE)


def text(value: str) -> nodes.Text:
    return nodes.Text(value, span=HERE)


@pytest.mark.parametrize("kind", [kind for kind in FieldKind if kind is not FieldKind.CHOICE])
def test_every_type_of_field_is_known(kind: FieldKind) -> None:
    assert only(f"field x: {kind}").kind is kind


def test_a_choice_lists_its_texts() -> None:
    field = only('field colour "Colour": choice of "red", "blue"')
    assert (field.kind, field.choices) == (FieldKind.CHOICE, (text("red"), text("blue")))
    assert field.title == text("Colour")


def test_a_group_lists_its_members() -> None:
    assert [name.text for name in only("group g: a, b").members] == ["a", "b"]


def test_value_declarations_may_share_a_line() -> None:
    assert len(parsed("field a: text; field b: date").declarations) == 2


def test_names_may_be_keywords_or_texts() -> None:
    assert only("field field: text").name.text == "field"
    assert only('segment "big spenders" "Title": vip').name.text == "big spenders"


@pytest.mark.parametrize(
    ("declaration", "key", "values"),
    [
        ("audience: time zone: Europe/Paris", "time zone", [nodes.Word("Europe/Paris", span=HERE)]),
        ("audience: currency: EUR", "currency", [nodes.Word("EUR", span=HERE)]),
        ("audience: tags: a, b", "tags", [text("a"), text("b")]),
        ("audience: double opt-in: on", "double opt-in", [nodes.YesNo(True, span=HERE)]),
        ("store s: has: Order Count", "has", [nodes.Word("order count", span=HERE)]),
        ("email e: kind: Marketing", "kind", [nodes.Word("marketing", span=HERE)]),
        ("offer o: store: shop", "store", [nodes.Name("shop", span=HERE)]),
        ("webhook w: url: env:URL", "url", [nodes.Secret("URL", span=HERE)]),
    ],
)
def test_a_setting_has_its_key_and_values(
    declaration: str, key: str, values: list[nodes.Node]
) -> None:
    (setting,) = only(declaration).settings
    assert (setting.key, list(setting.values)) == (key, values)


def test_how_often_is_a_list_of_limits() -> None:
    (setting,) = only("audience: frequency: at most 1 email per day, 3 emails per week").settings
    said = [(one.messages.value, one.channel.value, one.per.value) for one in setting.values]
    assert said == [(1, "email", "day"), (3, "email", "week")]


def test_headers_may_be_repeated() -> None:
    found = only('webhook w:\n  header: "A" is "b"\n  header: "C" is env:D').settings
    assert [type(one.values[0].value).__name__ for one in found] == ["Text", "Secret"]


@pytest.mark.parametrize(
    ("written", "sms"),
    [
        ('sms nudge: "Hello"', (text("Hello"), [])),
        ("sms nudge", (None, [])),
        ('sms nudge:\n  body: "a.txt"\n  kind: transactional', (None, ["body", "kind"])),
        ('sms nudge: body: "a.txt"; kind: transactional', (None, ["body", "kind"])),
    ],
)
def test_an_sms_is_a_text_or_a_block(written: str, sms: tuple[Any, ...]) -> None:
    found = only(written)
    assert (found.text, [setting.key for setting in found.settings]) == sms


@pytest.mark.parametrize(
    ("written", "benefit"), [("10% off", "Percentage"), ("5 EUR off", "Money"), ("5 off", "Number")]
)
def test_a_discount_takes_something_off(written: str, benefit: str) -> None:
    assert type(only(f"discount D: {written}").benefit).__name__ == benefit


def test_a_discount_may_ship_for_free_and_has_settings() -> None:
    found = only("discount D: free shipping\n  limit: 1 per customer\n  ends: 2027-01-31")
    assert isinstance(found.benefit, nodes.FreeShipping)
    assert [len(setting.values) for setting in found.settings] == [2, 1]


def test_a_score_has_rules() -> None:
    found = only("score s:\n  +10 when buys anything\n  1 when vip\n  -5 when bounces").rules
    assert [int(rule.points.value) for rule in found] == [10, 1, -5]


def test_the_lines_of_a_segment_are_conditions() -> None:
    found = only("segment s:\n  vip; subscribed\n  any of:\n    vip\n    none of: vip").conditions
    vip, subscribed, block = found
    assert (type(vip).__name__, type(subscribed).__name__) == ("Vip", "Subscribed")
    assert (block.quantifier, block.parts[1].quantifier) == (Quantifier.ANY, Quantifier.NONE)


def test_a_test_keeps_its_title() -> None:
    assert only('test "it works":\n  given ana: subscribed').title == text("it works")


@pytest.mark.parametrize(
    ("written", "mistakes"),
    [
        ("segment s", [("J107", "segment s")]),
        ("segment s:", [("J121", "segment s")]),
        ("segment s:\n  any of:\n  vip", [("J121", "any of")]),
        ("segment s: vip; any of: vip", [("J122", "any of: vip")]),
        ("segment s:\n  vip\n    vip", [("J120", "vip")]),
        ("field plan", [("J107", "plan")]),
        ("field plan:\n  text", [("J102", "text")]),
        ('email e: subject: "a"; subject: "b"', [("J106", 'subject: "b"')]),
        ('email e:\n  subject:\n    "a"', [("J102", '"a"')]),
        ("sms s: hello", [("J101", "hello")]),
        ("wait 1h\nsegment s: vip\nwait 2h", [("J104", "wait 2h")]),
    ],
)
def test_declarations_that_say_too_little_are_mistakes(
    written: str, mistakes: list[tuple[str, str]]
) -> None:
    assert underlined(written) == mistakes


def test_a_declaration_whose_first_line_is_wrong_still_exists() -> None:
    text_ = "segment loyal hikers:\n  vip\n  vpi"
    assert underlined(text_) == [("J101", "hikers"), ("J103", "vpi")]
    (segment,) = parse(Source("x", text_))[0].declarations
    assert segment == nodes.Segment((VIP,), name=nodes.Name("loyal", span=HERE), span=HERE)


def test_a_declaration_without_a_name_does_not_exist() -> None:
    assert underlined("segment 3: vip") == [("J101", "3")]
    assert underlined('segment "\\q": vip') == [("J111", r"\q")]


def test_what_is_below_a_misspelt_declaration_is_looked_at() -> None:
    assert underlined("jorney j:\n  wiat 1h") == [("J103", "jorney"), ("J103", "wiat")]
    assert underlined("campaign j:\n  wiat 1h\n  stop") == [("J103", "campaign"), ("J103", "wiat")]
