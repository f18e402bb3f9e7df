"""Checks of tests: what an attribute, or a property of an event, is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Fix
from ...dsl.nearest import nearest
from ..exact import DAYS, millionths
from ..ir.text import fold
from ..resolve.attributes import Attribute, Type, attribute, birthdays
from ..rules.meaning import (
    OUT_OF_RANGE,
    PROPERTY_OUTSIDE_WHERE,
    TOO_PRECISE,
    UNKNOWN_CHOICE,
    WRONG_OPERATOR,
    WRONG_VALUE,
)
from ..rules.names import UNKNOWN_NAME
from .literals import too_precise
from .place import Checks, Findings, On, Place
from .words import listed, one_of

TWO_LETTERS: Final = 2
STARS: Final = range(1, 6)
COUNTRY_NAMES: Final = ("country", "language")

_IS = ("is", "is not")
_BLANK = ("is blank", "is filled")
_TEXT = (*_IS, "contains", "does not contain", "starts with", "ends with", *_BLANK)
_ORDER = (">", ">=", "<", "<=", "between")
_DATES = (*_IS, *_ORDER, "before", "after", "since", "on", "in the last", "in the next", *_BLANK)

# The comparisons of each type, as written. SEG-62 to SEG-68.
OPERATORS: Final[Mapping[Type, tuple[str, ...]]] = {
    Type.TEXT: _TEXT,
    Type.URL: _TEXT,
    Type.PHONE: _TEXT,
    Type.NUMBER: (*_IS, *_ORDER, *_BLANK),
    Type.CHOICE: (*_IS, "contains", "does not contain", *_BLANK),
    Type.ADDRESS: ("contains", "does not contain", *_BLANK),
    Type.BIRTHDAY: (*_IS, "in the last", "in the next", *_BLANK),
    Type.DATE: _DATES,
    Type.INSTANT: _DATES,
    Type.YES_NO: (*_IS, *_BLANK),
    Type.STATUS: _IS,
    Type.CLOCK: ("between",),
}
# The values of each type, and how to say which they are.
VALUES: Final[Mapping[Type, tuple[tuple[type[nodes.Node], ...], str]]] = {
    Type.TEXT: ((nodes.Text,), 'a text: `"gold"`'),
    Type.URL: ((nodes.Text,), 'a text: `"https://…"`'),
    Type.PHONE: ((nodes.Text,), 'a text: `"+33…"`'),
    Type.ADDRESS: ((nodes.Text,), 'a text: `"Annecy"`'),
    Type.CHOICE: ((nodes.Text,), "one of its choices, as a text"),
    Type.NUMBER: ((nodes.Number,), "a number: `10`"),
    Type.BIRTHDAY: ((nodes.MonthDay, nodes.Today), "a month and a day: `12-24`"),
    Type.DATE: ((nodes.Date, nodes.DateTime, nodes.Today), "a date: `2026-12-24`"),
    Type.INSTANT: ((nodes.Date, nodes.DateTime, nodes.Today), "a date: `2026-12-24`"),
    Type.YES_NO: ((nodes.YesNo,), "`yes` or `no`"),
    Type.STATUS: ((nodes.Word,), "a bare word: `subscribed`"),
    Type.CLOCK: ((nodes.Time,), "a time: `09:00`"),
}
_WINDOWS: Final[Mapping[type[nodes.Node], str]] = {
    nodes.InLast: "in the last",
    nodes.InNext: "in the next",
    nodes.InPeriod: "in the last",
}


@singledispatch
def operators(test: nodes.Node) -> tuple[str, ...]:
    """The comparison of a test; any of the words returned would do to allow it."""
    return ()


@operators.register
def _(test: nodes.Compare) -> tuple[str, ...]:
    return ({"=": "is", "!=": "is not"}.get(test.op, str(test.op)),)


@operators.register
def _(_test: nodes.Between) -> tuple[str, ...]:
    return ("between",)


@operators.register
def _(test: nodes.Matches) -> tuple[str, ...]:
    return (str(test.op),)


@operators.register
def _(test: nodes.Blank) -> tuple[str, ...]:
    return ("is filled" if test.filled else "is blank",)


@operators.register
def _(test: nodes.During) -> tuple[str, ...]:
    return (_WINDOWS.get(type(test.window), "before"),)


def values(test: nodes.Test) -> tuple[nodes.Node, ...]:
    """What a test compares with."""
    match test:
        case nodes.Compare():
            return (test.value,)
        case nodes.Between():
            return (test.low, test.high)
        case nodes.Matches():
            return (test.text,)
        case _:
            return ()


def typed(test: nodes.Test, found: Attribute, place: Place) -> Findings:
    """Whether a test fits the type of what it is about."""
    said = operators(test)
    if not set(said) & set(OPERATORS[found.type]):
        yield WRONG_OPERATOR, _wrong_operator(test, found, place)
        return
    if found.type is Type.BIRTHDAY and isinstance(test, nodes.During):
        yield from _birthday_window(test.window, found, place)
    # A part of a text need not be one of the choices, nor a whole code.
    about = replace(found, key="", type=Type.TEXT) if isinstance(test, nodes.Matches) else found
    for value in values(test):
        yield from fits(value, about, place)


def _birthday_window(window: nodes.Window, found: Attribute, place: Place) -> Findings:
    """A birthday has no year: it can be some days away, not in a month or some hours away."""
    match window:
        case nodes.InLast(duration) | nodes.InNext(duration):
            able = all(unit in DAYS for _, unit in duration.parts)
        case nodes.InPeriod(period):
            able = period in (nodes.Period.TODAY, nodes.Period.YESTERDAY)
        case _:
            able = False
    if not able:
        words = f"`{place.text(window)}` cannot be asked of a birthday"
        help = "write days: `in the next 7 days`, `today`"
        yield WRONG_OPERATOR, Finding(window.span, words, help, None, found.rule)


def _wrong_operator(test: nodes.Test, found: Attribute, place: Place) -> Finding:
    words = f"`{place.text(test)}` cannot be asked of {a_kind(found.type)}"
    help = f"it knows {listed(OPERATORS[found.type], 'and')}"
    return Finding(test.span, words, help, catalogue=found.rule)


def a_kind(type_: Type) -> str:
    """A type in a sentence."""
    words = {Type.INSTANT: "date", Type.CLOCK: "time of day", Type.YES_NO: "yes/no"}
    noun = words.get(type_, str(type_))
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def fits(value: nodes.Node, found: Attribute, place: Place) -> Findings:
    """Whether a value is of the type of what it is compared with, or given to."""
    kinds, form = VALUES[found.type]
    if not isinstance(value, kinds):
        words = f"`{place.text(value)}` does not fit {a_kind(found.type)}"
        fix = _as_text(value, kinds, place)
        yield WRONG_VALUE, Finding(value.span, words, f"write {form}", fix, found.rule)
    else:
        yield from _in_range(value, found, place)


def _as_text(value: nodes.Node, kinds: tuple[type[nodes.Node], ...], place: Place) -> Fix | None:
    if nodes.Text in kinds and isinstance(value, nodes.Word | nodes.Number):
        return Fix(value.span, f'"{place.text(value)}"')
    if nodes.MonthDay in kinds and isinstance(value, nodes.Date):
        return Fix(value.span, f"{value.value:%m-%d}")
    return None


def _in_range(value: nodes.Node, found: Attribute, place: Place) -> Findings:
    match value:
        case nodes.Number():
            yield from number(value, found, place)
        case nodes.Text() if found.type is Type.CHOICE:
            yield from _choice(value, found, place)
        case nodes.Text() if found.key in COUNTRY_NAMES:
            yield from _code(value, found)
        case nodes.Word():
            yield from one_of(value, "status of an email address", found.choices)
        case _:
            pass


def number(value: nodes.Number, found: Attribute, place: Place) -> Findings:
    """Numbers have six decimals at most; a rating has 1 to 5 stars."""
    if found.key == "rating" and value.value not in STARS:
        words = f"`{place.text(value)}` is no rating"
        yield OUT_OF_RANGE, Finding(value.span, words, "it has 1 to 5 stars", None, "SEG-51")
    elif millionths(value.value) is None:
        yield TOO_PRECISE, too_precise(value, 6, place)


def _choice(value: nodes.Text, found: Attribute, place: Place) -> Findings:
    if fold(value.value) not in found.choices:
        near = nearest(value.value, found.choices)
        help = f"did you mean `{near}`?" if near else f"it is one of {listed(found.choices)}"
        words = f"`{value.value}` is none of the choices"
        yield UNKNOWN_CHOICE, Finding(value.span, words, help, None, "SEG-63")


def _code(value: nodes.Text, found: Attribute) -> Findings:
    if len(value.value.strip()) != TWO_LETTERS or not value.value.strip().isalpha():
        words = f"`{value.value}` is no {found.key}"
        yield (
            OUT_OF_RANGE,
            Finding(value.span, words, 'write its two letters: `"fr"`', None, found.rule),
        )


def attribute_test(node: nodes.FieldIs | nodes.PropertyIs, place: Place) -> Findings:
    """`field colour > "red"`, `birthday is "30 January 1990"`, `rating = 6`."""
    found = attribute(node, place.project)
    if found:
        yield from typed(node.test, found, place)


def one_birthday(node: nodes.PropertyIs, place: Place) -> Findings:
    """`birthday` alone reads the only birthday field: there must be one, and only one."""
    if node.property is not nodes.Property.BIRTHDAY:
        return
    found = birthdays(place.project)
    if not found and not place.project.damage:
        words, help = "no birthday field is declared", "declare one: `field birthday: birthday`"
        yield UNKNOWN_NAME, Finding(node.span, words, help)
    elif len(found) > 1:
        names = listed(f"field {field.name}" for field in found)
        words = "there are several birthday fields"
        yield UNKNOWN_NAME, Finding(node.span, words, f"say which one: {names}")


def event_property(node: nodes.EventIs, place: Place) -> Findings:
    """`event.seats > 2`: inside `where`, with texts and numbers."""
    if not in_where(place):
        words = f"`{place.text(node)}` reads an event, and there is none at hand"
        help = 'it can stand behind `where`: `event "booked" where event.seats > 2`'
        yield PROPERTY_OUTSIDE_WHERE, Finding(node.span, words, help)
        return
    numbers = isinstance(next(iter(values(node.test)), None), nodes.Number)
    kind = Attribute(f"event.{node.name}", Type.NUMBER if numbers else Type.TEXT, "SP-81")
    yield from typed(node.test, kind, place)


def in_where(place: Place) -> bool:
    """Whether a condition stands behind the `where` of an event, or inside it."""
    return any(isinstance(one, nodes.Event | nodes.Activity) for one in place.above)


CHECKS: Checks = (
    On(nodes.FieldIs, attribute_test),
    On(nodes.PropertyIs, attribute_test),
    On(nodes.PropertyIs, one_birthday),
    On(nodes.EventIs, event_property),
)
