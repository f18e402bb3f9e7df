"""Literals: what is written between quotes, numbers, durations, dates."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from jalon.dsl import nodes
from jalon.dsl.nodes import Unit, Weekday

from .reading import HERE, line, step, underlined


def value(text: str) -> Any:
    return line(text, "value")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"a"', "a"),
        ("“a”", "a"),
        ("«a»", "a"),
        ("« a »", "a"),
        ("«\u00a0a\u202f»", "a"),
        ('" a "', " a "),
        (r'"say \"hi\""', 'say "hi"'),
        (r'"C:\\n"', r"C:\n"),
        (r'"a\nb"', "a\nb"),
        (r"“a\”b”", "a”b"),
        ('"{{ contact.first_name }}"', "{{ contact.first_name }}"),
        ('"""a "b" c"""', 'a "b" c'),
        ('"""\n  a\n    b\n\n  c\n  """', "a\n  b\n\nc"),
        ('"""\n    a\n  """', "  a"),
        ('"""a\n  b\n  c"""', "a\nb\nc"),
        ('"""\n"""', ""),
    ],
)
def test_a_text_has_its_value(written: str, text: str) -> None:
    assert value(written) == nodes.Text(text, span=HERE)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("90 s", [(90, Unit.SECOND)]),
        ("30m", [(30, Unit.MINUTE)]),
        ("30 Min", [(30, Unit.MINUTE)]),
        ("1h 30m", [(1, Unit.HOUR), (30, Unit.MINUTE)]),
        ("2 days", [(2, Unit.DAY)]),
        ("3 weeks", [(3, Unit.WEEK)]),
        ("8 months", [(8, Unit.MONTH)]),
        ("1 month", [(1, Unit.MONTH)]),
        ("1 year", [(1, Unit.YEAR)]),
    ],
)
def test_a_duration_keeps_its_units(written: str, parts: list[tuple[int, Unit]]) -> None:
    assert step(f"wait {written}").duration.parts == tuple(parts)


@pytest.mark.parametrize(
    ("written", "node"),
    [
        ("12.50", nodes.Number(Decimal("12.50"), span=HERE)),
        ("-4", nodes.Number(Decimal(-4), span=HERE)),
        ("500 EUR", nodes.Money(Decimal(500), "EUR", span=HERE)),
        ("10%", nodes.Percentage(Decimal(10), span=HERE)),
        ("2026-12-24", nodes.Date(datetime.date(2026, 12, 24), span=HERE)),
        ("12-24", nodes.MonthDay(12, 24, span=HERE)),
        ("02-29", nodes.MonthDay(2, 29, span=HERE)),
        ("9:05", nodes.Time(datetime.time(9, 5), span=HERE)),
        ("monday", nodes.DayName(Weekday.MONDAY, span=HERE)),
        ("off", nodes.YesNo(False, span=HERE)),
        ("TRUE", nodes.YesNo(True, span=HERE)),
        ("empty", nodes.Empty(span=HERE)),
        ("today", nodes.Today(span=HERE)),
        ("now", nodes.Now(span=HERE)),
        ("gold", nodes.Word("gold", span=HERE)),
        ("eur", nodes.Word("eur", span=HERE)),
        ("event.seats", nodes.EventProperty(nodes.Name("seats", span=HERE), span=HERE)),
    ],
)
def test_a_value_has_its_type(written: str, node: nodes.Node) -> None:
    assert value(written) == node


def test_a_date_and_a_time_are_one_value() -> None:
    assert value("2026-12-24 09:30").value.isoformat() == "2026-12-24T09:30:00"


def test_names_are_in_nfc() -> None:
    assert line("send email e\u0301te\u0301", "step").email.text == "été"


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ("wait until 24:00", ("J131", "24:00")),
        ("wait until 9:60", ("J131", "9:60")),
        ("wait until 2026-02-30", ("J130", "2026-02-30")),
        ("set field birthday to 02-30", ("J130", "02-30")),
        (r'add tag "a\tb"', ("J111", r"\t")),
        ("wait " + "9" * 31 + " days", ("J135", "9" * 31)),
        ("if opened any of the last 2.5 emails: stop", ("J135", "2.5")),
    ],
)
def test_an_impossible_value_is_one_mistake(written: str, mistake: tuple[str, str]) -> None:
    assert underlined(written) == [mistake]
