"""Declared fields: stored by type, and an event when they become another value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.compiler import ir
from jalon.runtime.intake import ContactRow, FieldInput, add_contacts, set_field
from jalon.runtime.intake.field_values import Stored, shown, stored

from .shop import NOW, kinds, one, opened, rows

KINDS = {
    field: ir.Field(name="f", type=field) for field in ("number", "date", "birthday", "yes/no")
}


def test_SP_28_only_a_change_of_the_value_is_an_event() -> None:
    store = opened("ana", "ben", "cy")
    for key, plan in (("ana", "silver"), ("ben", "gold"), ("cy", "gold")):
        add_contacts(store, [ContactRow(key=key, fields={"plan": plan})], NOW, "historic")
    set_field(store, ["ana", "ben"], "plan", "gold", NOW)
    set_field(store, ["cy"], "plan", "silver", NOW)
    found = rows(store, "SELECT contact_id, subject, properties FROM event ORDER BY id")
    assert found == [
        (1, "plan", '{"from":"silver","to":"gold"}'),
        (3, "plan", '{"from":"gold","to":"silver"}'),
    ]


def test_SP_28_AMB_23_letter_case_alone_changes_the_text_but_is_no_event() -> None:
    store = opened("ana")
    set_field(store, ["ana"], "plan", "gold", NOW)
    assert set_field(store, ["ana"], "plan", "GOLD", NOW).changed == 1
    assert rows(store, "SELECT field_plan, folded_plan FROM contact") == [("GOLD", "gold")]
    assert kinds(store) == ["field_changed"]


def test_a_field_that_is_taken_away_is_an_event_without_a_new_value() -> None:
    store = opened("ana")
    set_field(store, ["ana"], "size", 3, NOW)
    set_field(store, ["ana"], "size", "", NOW)
    assert one(store, "SELECT field_size FROM contact") is None
    assert one(store, "SELECT properties FROM event ORDER BY id DESC LIMIT 1") == '{"from":"3"}'


def test_a_choice_is_kept_as_it_is_declared() -> None:
    store = opened("ana")
    set_field(store, ["ana"], "colour", "RED", NOW)
    assert rows(store, "SELECT field_colour, folded_colour FROM contact") == [("Red", "red")]


@pytest.mark.parametrize(("field", "value"), [("shoe", "42"), ("size", "big"), ("colour", "green")])
def test_a_field_or_value_that_is_not_declared_is_a_mistake(field: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"there is no field|is no number|is none of"):
        set_field(opened("ana"), ["ana"], field, value, NOW)


@pytest.mark.parametrize(
    ("kind", "value", "number", "text"),
    [
        ("number", "10", 10_000_000, "10"),
        ("number", Decimal("-0.5"), -500_000, "-0.5"),
        ("number", 7, 7_000_000, "7"),
        ("date", "1970-01-02", 1, "1970-01-02"),
        ("date", date(2026, 12, 24), 20_811, "2026-12-24"),
        ("date", "2026-12-24T09:30:00", 20_811, "2026-12-24"),
        ("birthday", "12-24", 1224, "12-24"),
        ("birthday", "1990-02-29", 229, "02-29"),
        ("yes/no", "On", 1, "yes"),
        ("yes/no", False, 0, "no"),
    ],
)
def test_values_are_numbers_inside_and_words_outside(
    kind: ir.program.FieldType, value: FieldInput, number: int, text: str
) -> None:
    assert stored(KINDS[kind], value) == Stored(number=number)
    assert shown(kind, None, number) == text


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "1.0000001"),
        ("number", "nan"),
        ("number", "1e30"),
        ("date", "24/12/2026"),
        ("birthday", "02-30"),
        ("birthday", "13-01"),
        ("yes/no", "perhaps"),
    ],
)
def test_what_a_type_cannot_read_is_not_guessed(kind: str, value: str) -> None:
    assert stored(KINDS[kind], value) is None


@given(st.integers(-(10**15), 10**15))
def test_a_number_shown_reads_back_the_same(millionths: int) -> None:
    assert stored(KINDS["number"], shown("number", None, millionths)) == Stored(number=millionths)
