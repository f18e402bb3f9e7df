"""Texts, numbers and flags of the contact, and absent ones."""

from __future__ import annotations

import pytest

from jalon.compiler.ir import predicates as p
from jalon.compiler.sql import segments
from jalon.compiler.sql.periods import Periods

from .audience import Audience, of_segment

TEXTS = {
    1: {
        "fold_email": "ana@x.org",
        "email": "Ana@x.org",
        "folded_plan": "gold",
        "field_plan": "Gold",
    },
    2: {
        "fold_email": "bob@y.org",
        "email": "bob@y.org",
        "folded_plan": "a_%b",
        "field_plan": "a_%B",
    },
    3: {"phone": "+33 6", "fold_country": "fr", "email_status": "subscribed"},
}
TEXT_TESTS: list[tuple[str, p.TextOperator, tuple[str, ...], list[int]]] = [
    ("email", "is", (), []),
    ("email", "is_not", (), [1, 2]),
    ("email", "is", ("ana@x.org",), [1]),
    ("email", "is", ("ana@x.org", "bob@y.org"), [1, 2]),
    ("email", "is_not", ("ana@x.org",), [2]),  # SEG-21: the absent one is not "not Ana"
    ("email", "is_not", ("ana@x.org", "bob@y.org"), []),
    ("email", "contains", ("@x", "@z"), [1]),
    ("email", "not_contains", ("@x", "@z"), [2]),
    ("email", "starts", ("bob@y.org", "bo"), [2]),
    ("email", "starts", ("ob",), []),
    ("email", "ends", ("y.org",), [2]),
    ("email", "ends", ("x.org", "a much longer text than any"), [1]),
    ("email", "ends", ("y.or",), []),
    ("email", "contains", ("",), [1, 2]),
    ("field.plan", "contains", ("_%",), [2]),  # no wildcards
    ("field.plan", "contains", ("o_",), []),
    ("field.plan", "is", ("gold",), [1]),
    ("phone", "starts", ("+33",), [3]),
    ("country", "is", ("fr",), [3]),
    ("email_status", "is", ("subscribed",), [3]),
    ("email_status", "is_not", ("subscribed",), [1, 2]),
]


@pytest.mark.parametrize(("attribute", "operator", "values", "expected"), TEXT_TESTS)
def test_a_text_is_compared_with_any_of_the_values(
    audience: Audience,
    attribute: str,
    operator: p.TextOperator,
    values: tuple[str, ...],
    expected: list[int],
) -> None:
    for columns in TEXTS.values():
        audience.contact(**columns)
    test = p.TextTest(attribute=attribute, operator=operator, values=values)
    assert audience.members(test) == expected


LETTERS: list[tuple[p.TextOperator, str, list[int]]] = [
    ("starts", "élo", [1]),
    ("ends", "die", [1]),
    ("is", "elodie", []),
    ("ends", "🎈", [2]),
    ("contains", "рья", [2]),
]


@pytest.mark.parametrize(("operator", "value", "expected"), LETTERS)
def test_any_letter_counts_as_one(
    audience: Audience, operator: p.TextOperator, value: str, expected: list[int]
) -> None:
    audience.contact(fold_first_name="élodie")
    audience.contact(fold_first_name="дарья 🎈")
    test = p.TextTest(attribute="first_name", operator=operator, values=(value,))
    assert audience.members(test) == expected


NUMBER_TESTS: list[tuple[p.Comparison, int, int | None, list[int]]] = [
    ("=", 2_500_000, None, [1]),
    ("!=", 2_500_000, None, [2]),
    ("<", 2_500_001, None, [1]),
    ("<=", 2_499_999, None, []),
    (">", 2_500_000, None, [2]),
    (">=", 2_500_000, None, [1, 2]),
    (">=", 2_500_000, 4_000_000, [1, 2]),
    (">=", 2_500_001, 3_999_999, []),
]


@pytest.mark.parametrize(("compare", "value", "upto", "expected"), NUMBER_TESTS)
def test_a_number_is_compared_in_millionths(
    audience: Audience, compare: p.Comparison, value: int, upto: int | None, expected: list[int]
) -> None:
    for size in (2_500_000, 4_000_000, None):
        audience.contact(field_size=size)
    test = p.NumberTest(attribute="field.size", compare=compare, value=value, upto=upto)
    assert audience.members(test) == expected


def test_a_rating_is_a_whole_number(audience: Audience) -> None:
    for rating in (3, 4, None):
        audience.contact(rating=rating)
    assert audience.members(p.NumberTest(attribute="rating", compare=">", value=3_500_000)) == [2]


def test_flags_and_blanks(audience: Audience) -> None:
    audience.contact(vip=1, field_agreed=1)
    audience.contact(field_agreed=0, email="a@b", fold_email="a@b")
    audience.contact()
    assert audience.members(p.FlagTest(attribute="vip")) == [1]
    assert audience.members(p.FlagTest(attribute="field.agreed")) == [1]
    assert audience.members(p.Blank(attribute="field.agreed")) == [3]
    assert audience.members(p.Blank(attribute="email")) == [1, 3]


def test_tags_and_groups(audience: Audience) -> None:
    for tags in ("a", "ab", ""):
        contact = audience.contact()
        for tag in tags:
            audience.insert("contact_tag", tag=tag, contact_id=contact, name=tag, at=0)
            audience.insert("contact_group", grp=f"g.{tag}", contact_id=contact, at=0)
    assert audience.members(p.Tagged(tags=("b", "c"))) == [2]
    assert audience.members(p.Tagged(tags=())) == []
    assert audience.members(p.InGroup(groups=("g.a", "g.b"))) == [1, 2]
    assert audience.members(p.InGroup(groups=("g.a", "g.b"), every=True)) == [2]


def test_what_became_of_journeys(audience: Audience) -> None:
    journey = audience.insert("journey", name="welcome", status="active")
    for place in range(3):
        contact = audience.contact()
        run = {"journey_id": journey, "contact_id": contact}
        audience.insert("entry", **run, occurrence=0, enrollment_id=contact)
        times = {"version_id": 1, "entered_at": 0, "node_id": 0, "seq": 0}
        if place == 0:
            audience.insert("enrollment", **run, **times, arrived_at=0)
        else:
            reason = ("completed", "exit_condition")[place - 1]
            audience.insert("enrollment_archive", **run, **times, ended_at=1, reason=reason)
    audience.contact()
    found = {
        did: audience.members(p.JourneyActivity.model_validate({"did": did, "journey": "welcome"}))
        for did in ("started", "completed", "in")
    }
    assert found == {"started": [1, 2, 3], "completed": [2], "in": [1]}
    assert audience.members(p.JourneyActivity(did="started", journey="unknown")) == []


def test_archived_contacts_are_in_no_segment(audience: Audience) -> None:
    audience.contact()
    audience.contact(archived=1)
    assert audience.select(p.All(parts=())) == [1]
    assert audience.select(p.Any(parts=())) == []
    program, periods = of_segment(p.Not(part=p.InSegment(segment="s1")), p.All(parts=())), Periods()
    assert audience.run(segments.members(program, periods, "s", "sqlite"), periods) == []
