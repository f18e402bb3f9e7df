"""Checks of dates of contacts, as starting points and in waits, and of messages left unanswered."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import length
from ..resolve.attributes import birthdays
from ..resolve.tree import descendants
from ..rules.dates import DATES_CLASH, NOT_IN_DAYS, NOT_SUCH_A_FIELD, PERIOD_MISSING
from ..rules.meaning import PROPERTY_OUTSIDE_WHERE
from ..rules.names import UNKNOWN_NAME
from .names import reference
from .place import Checks, Findings, On, Place
from .words import listed

YEARLY: Final = (nodes.DateKind.BIRTHDAY, nodes.DateKind.RECURRING)
WITHOUT_EVENT: Final = (nodes.DateArrives, nodes.AbandonsCart, nodes.GoesWithoutBuying)
LISTENING: Final = (
    nodes.StartingPoint,
    nodes.WaitFor,
    nodes.ExitWhen,
    nodes.Goal,
    nodes.ScoreRule,
)
FIELDS: Final = {
    nodes.DateKind.SPECIFIC: nodes.FieldKind.DATE,
    nodes.DateKind.RECURRING: nodes.FieldKind.DATE,
    nodes.DateKind.BIRTHDAY: nodes.FieldKind.BIRTHDAY,
}


def clash(node: nodes.Journey, place: Place) -> Findings:
    """`on specific date renewal` in the journey of a `wait until birthday`. SP-06."""
    dates = list(descendants(node, nodes.ContactDate))
    once = next((one for one in dates if one.kind is nodes.DateKind.SPECIFIC), None)
    yearly = next((one for one in dates if one.kind in YEARLY), None)
    if once and yearly:
        first, second = sorted((once, yearly), key=lambda one: one.span.start)
        words = (
            f"`{place.text(second)}` cannot be in the same journey as `{place.text(first)}`: "
            "one comes once, the other every year"
        )
        yield DATES_CLASH, Finding(second.span, words, "make two journeys of it")


def field(node: nodes.ContactDate, place: Place) -> Findings:
    """`on birthday`, where no such field is declared; `on specific date plan`, of a text. SP-13."""
    if node.field is None:
        if node.kind is nodes.DateKind.BIRTHDAY:
            yield from only_birthday(node, place)
        return
    found = place.project.symbols.find(nodes.Field, node.field.text)
    wanted = FIELDS[node.kind]
    if found is None:
        yield from reference(node.field, nodes.Field, place)
    elif found.kind is not wanted:
        words = f"field `{found.name}` is no {wanted}, but of the type `{found.kind}`"
        help = f"a {node.kind} needs a field of the type `{wanted}`"
        yield NOT_SUCH_A_FIELD, Finding(node.field.span, words, help)


def only_birthday(node: nodes.ContactDate, place: Place) -> Findings:
    """`birthday` alone is the only birthday field: there must be one, and only one."""
    found = birthdays(place.project)
    if not found and not place.project.damage:
        words, help = "no birthday field is declared", "declare one: `field birthday: birthday`"
        yield UNKNOWN_NAME, Finding(node.span, words, help, None, "SP-13")
    elif len(found) > 1:
        names = listed(f"birthday {one.name}" for one in found)
        words = "there are several birthday fields"
        yield UNKNOWN_NAME, Finding(node.span, words, f"say which one: {names}", None, "SP-13")


def offset(node: nodes.Offset, place: Place) -> Findings:
    """`2 hours before birthday`. SP-39."""
    found = length(node.duration)
    if found and (found.months or found.milliseconds):
        words = f"`{place.text(node.duration)}` is not counted in days"
        help = "write days or weeks, and the time of day behind: `3 days before birthday at 10:00`"
        yield NOT_IN_DAYS, Finding(node.duration.span, words, help)


def period(node: nodes.EmailSilence, place: Place) -> Findings:
    """`does not open email hello`, for how long? SP-72, SP-74."""
    if node.within is None and isinstance(place.parent, LISTENING):
        words = f"`{place.text(node)}` does not say for how long"
        rule = "SP-72" if node.act is nodes.EmailAct.OPENED else "SP-74"
        help = f"write `{place.text(node)} within 3 days`"
        yield PERIOD_MISSING, Finding(node.span, words, help, None, rule)


def no_event(node: nodes.EventIs, place: Place) -> Findings:
    """`on birthday where event.seats > 2`: no event lets in, so there are no properties."""
    around = place.inside(nodes.Event) if not place.inside(nodes.Activity) else None
    if isinstance(around, WITHOUT_EVENT):
        words = f"`{place.text(node)}` reads an event, and none lets in here"
        help = "a date has no properties: ask for a field instead"
        yield PROPERTY_OUTSIDE_WHERE, Finding(node.span, words, help)


CHECKS: Checks = (
    On(nodes.Journey, clash),
    On(nodes.ContactDate, field),
    On(nodes.Offset, offset),
    On(nodes.EmailSilence, period),
    On(nodes.EventIs, no_event),
)
