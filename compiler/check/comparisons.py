"""Checks of tests: what an attribute, or a property of an event, is compared with."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Fix
from ...dsl.nearest import nearest
from ..exact import DAYS, millionths
from ..ir.codes import COUNTRIES, LANGUAGES, MEANT
from ..ir.text import fold
from ..ir.traits import STARS
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
from ..rules.traits import NO_RATING
from .literals import too_precise
from .operators import OPERATORS, VALUES, a_kind, operators, values
from .place import Checks, Findings, On, Place
from .words import listed, one_of

NOTHING: Final = frozenset({"empty", "null", "nothing", "none", "unknown", "missing"})
COUNTRY_NAMES: Final = ("country", "language")


def typed(test: nodes.Test, found: Attribute, place: Place) -> Findings:
    """Whether a test fits the type of what it is about."""
    said = operators(test)
    if not set(said) & set(OPERATORS[found.type]):
        yield WRONG_OPERATOR, _wrong_operator(test, found, place)
        return
    if found.type is Type.BIRTHDAY and isinstance(test, nodes.During):
        yield from _birthday_window(test.window, found, place)
    # A part of a text need not be one of the choices, nor a whole code.
    about = found._replace(key="", type=Type.TEXT) if isinstance(test, nodes.Matches) else found
    for value in values(test):
        if isinstance(value, nodes.Empty | nodes.Word) and place.text(value).lower() in NOTHING:
            words = f"`{place.text(value)}` is no value that anything could be compared with"
            yield WRONG_VALUE, Finding(value.span, words, "say `is blank`, or `is filled`")
        else:
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


def fits(value: nodes.Node, found: Attribute, place: Place) -> Findings:
    """Whether a value is of the type of what it is compared with, or given to."""
    kinds, form = VALUES[found.type]
    if not isinstance(value, kinds):
        words = f"`{place.text(value)}` does not fit {a_kind(found.type)}"
        fix = _as_text(value, kinds, place)
        help = f"write `{fix.replacement}`" if fix and nodes.Text in kinds else f"write {form}"
        yield WRONG_VALUE, Finding(value.span, words, help, fix, found.rule)
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
            yield from one_of(value, found.key.replace("_", " "), found.choices, found.rule)
        case _:
            pass


def number(value: nodes.Number, found: Attribute, place: Place) -> Findings:
    """Numbers have six decimals at most; a rating has 1 to 5 stars."""
    if found.key == "rating" and value.value not in STARS:
        words = f"`{place.text(value)}` is no rating"
        yield NO_RATING, Finding(value.span, words, "it has 1 to 5 stars")
    elif millionths(value.value) is None:
        yield TOO_PRECISE, too_precise(value, 6, place)


def _choice(value: nodes.Text, found: Attribute, place: Place) -> Findings:
    if fold(value.value) not in found.choices:
        near = nearest(value.value, found.choices)
        help = f"did you mean `{near}`?" if near else f"it is one of {listed(found.choices)}"
        words = f"`{value.value}` is none of the choices"
        yield UNKNOWN_CHOICE, Finding(value.span, words, help, None, found.rule)


def _code(value: nodes.Text, found: Attribute) -> Findings:
    country = found.key == "country"
    code = value.value.strip().upper() if country else value.value.strip().lower()
    if code not in (COUNTRIES if country else LANGUAGES):
        meant = MEANT[found.key].get(code)
        words = f"`{value.value}` is no {found.key}"
        help = f'write its two letters: `"{meant or ("FR" if country else "fr")}"`'
        fix = Fix(value.span, f'"{meant}"') if meant else None
        yield OUT_OF_RANGE, Finding(value.span, words, help, fix, found.rule)


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
