"""Checks of fields: the names that a database can hold, and the values that fields get."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import millionths
from ..resolve.attributes import Type, of_field
from ..resolve.deeds import WITH_PROPERTIES
from ..rules.meaning import PROPERTY_OUTSIDE_WHERE, TOO_PRECISE, WRONG_VALUE
from ..rules.names import NAME_TOO_LONG
from .comparisons import fits
from .literals import too_precise
from .operators import VALUES, a_kind
from .place import Checks, Findings, On, Place

TELLING: Final = (*WITH_PROPERTIES, nodes.EmailEvent, nodes.FieldChanges)
"""The events whose properties a step can read."""
DAYS: Final = (Type.DATE, Type.TEXT)
MOST_DECIMALS: Final = 6
LONGEST_COLUMN: Final = 63  # bytes of a name in PostgreSQL, which cuts the rest off
LONGEST: Final = LONGEST_COLUMN - len("folded_")


def name(node: nodes.Field, place: Place) -> Findings:
    """`field what_you_would_like_us_to_call_you_when_we_write_to_you_next: text`."""
    length = len(node.name.text.encode())
    if length > LONGEST:
        words = f"the name of the field is {length} bytes long, and {LONGEST} is the most"
        help = 'take a shorter name, and give it a title: `field NAME "…": text`'
        yield NAME_TOO_LONG, Finding(node.name.span, words, help)


def set_field(node: nodes.SetField, place: Place) -> Findings:
    """`set field size to "large"`: the value fits the field. STEP-46."""
    field = place.project.symbols.find(nodes.Field, node.field.text)
    if field is None:
        return
    found = of_field(field)
    match node.value:
        case nodes.Empty():
            return
        case nodes.EventProperty():
            yield from at_hand(node.value, place)
        case nodes.Change() if found.type is Type.NUMBER:
            if millionths(node.value.amount) is None:
                amount = nodes.Number(node.value.amount, span=node.value.span)
                yield TOO_PRECISE, too_precise(amount, MOST_DECIMALS, place)
        case nodes.Today() | nodes.Now() if found.type in DAYS:
            return
        case nodes.Change() | nodes.Today() | nodes.Now():
            words = f"`{place.text(node.value)}` cannot be put into {a_kind(found.type)} field"
            help = f"write {VALUES[found.type][1]}, or `empty`"
            yield WRONG_VALUE, Finding(node.value.span, words, help, None, "STEP-46")
        case value:
            yield from fits(value, found, place)


def at_hand(node: nodes.EventProperty, place: Place) -> Findings:
    """`set field seats to event.seats`, in a journey that no event with properties starts."""
    journey = place.inside(nodes.Journey)
    settings = journey.settings if journey else ()
    starts = [one.event for one in settings if isinstance(one, nodes.StartingPoint)]
    if starts and not any(isinstance(one, TELLING) for one in starts):
        words = f"`{place.text(node)}` reads the event that started the journey, and that has none"
        help = 'start the journey with an event that tells something: `event "booked"`'
        yield PROPERTY_OUTSIDE_WHERE, Finding(node.span, words, help, None, "SP-81")


def changed_field(node: nodes.FieldChanges, place: Place) -> Findings:
    """`field plan changes to 3`: the value fits the field. SP-28."""
    field = place.project.symbols.find(nodes.Field, node.field.text)
    if field is None or isinstance(node.value, nodes.Empty):
        return
    found = of_field(field)
    if not (isinstance(node.value, nodes.Today) and found.type in DAYS):
        yield from fits(node.value, found, place)


def told(node: nodes.EventValue, place: Place) -> Findings:
    """`ana event "booked" with seats = event.seats`: in a test, values are written out."""
    if isinstance(node.value, nodes.EventProperty):
        words = f"`{place.text(node.value)}` is no value that a test can tell"
        yield WRONG_VALUE, Finding(node.value.span, words, "write it out, such as `seats = 3`")


CHECKS: Checks = (
    On(nodes.Field, name),
    On(nodes.SetField, set_field),
    On(nodes.FieldChanges, changed_field),
    On(nodes.EventValue, told),
)
