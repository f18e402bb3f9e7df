"""Checks of settings: closed lists of words, currencies, time zones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import units
from ..ir.text import fold
from ..resolve.facts import CAPABILITIES, PLATFORMS
from ..resolve.sends import STATUSES
from ..rules.meaning import NOT_A_COUNT, UNKNOWN_WORD
from ..rules.names import NAME_TAKEN
from ..rules.profiles import GETRESPONSE
from ..rules.steps import CLOSED_HOURS
from .literals import currency, time_zone
from .place import Checks, Findings, On, Place
from .starts import idle
from .words import one_of

NOTHING: Final = "nothing"
ZONES: Final = ("contact", "audience")
# Key of a setting -> what its words are, and which there are.
CLOSED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "platform": ("platform", tuple(PLATFORMS)),
    "has": ("capability of a store", CAPABILITIES),
    "counted orders": ("way to count orders", ("not cancelled", "paid")),
    "kind": ("kind of message", ("marketing", "transactional")),
    "privacy": ("law about privacy", ("gdpr", "ccpa")),
    "track": ("thing to track", ("opens", "clicks", NOTHING)),
}


def words(node: nodes.Setting, place: Place) -> Findings:
    """`platform: shopfy`, `kind: urgent`."""
    if node.key in CLOSED:
        what, known = CLOSED[node.key]
        for value in node.values:
            if isinstance(value, nodes.Word):
                yield from one_of(value, what, known, _rule(node, place))


def _rule(node: nodes.Setting, place: Place) -> str | None:
    """Plugins exist for some platforms only. GR-01"""
    plugin = node.key == "platform" and place.project.sources.settings.profile == GETRESPONSE
    return "GR-01" if plugin else None


def nothing_else(node: nodes.Setting, place: Place) -> Findings:
    """`track: opens, nothing`."""
    said = [value for value in node.values if isinstance(value, nodes.Word)]
    for value in said if node.key == "track" and len(said) > 1 else ():
        if value.value == NOTHING:
            words, help = "`nothing` cannot stand beside other words", "drop it, or the others"
            yield UNKNOWN_WORD, Finding(value.span, words, help)


def low_stock(node: nodes.Setting, place: Place) -> Findings:
    """`low stock: 2.5`. SP-52."""
    numbers = [one for one in node.values if isinstance(one, nodes.Number)]
    for number in numbers if node.key == "low stock" else ():
        if units(number.value, 1) is None or number.value < 1:
            words = f"`{place.text(number)}` is no number of products in stock"
            help = "write a whole number from 1"
            yield NOT_A_COUNT, Finding(number.span, words, help, None, "SP-52")


def hours(node: nodes.TimeRange, place: Place) -> Findings:
    """`22:00 to 22:00`."""
    if node.start.value == node.end.value:
        words = f"`{place.text(node)}` ends when it starts"
        yield CLOSED_HOURS, Finding(node.span, words, "drop the line if there are no such hours")


def members(node: nodes.Group, place: Place) -> Findings:
    """`group interests: running, running`."""
    return _once([(member, member.text) for member in node.members], "group")


def choices(node: nodes.Field, place: Place) -> Findings:
    """`choice of "red", "Red"`: choices are compared folded."""
    return _once([(choice, fold(choice.value)) for choice in node.choices], "choice")


def _once(named: list[tuple[nodes.Name | nodes.Text, str]], what: str) -> Findings:
    seen: set[str] = set()
    for node, name in named:
        if name.casefold() in seen:
            words = f"there is a {what} `{name}` already"
            yield NAME_TAKEN, Finding(node.span, words, "drop one of the two, or rename it")
        seen.add(name.casefold())


def places(node: nodes.Setting, place: Place) -> Findings:
    """`currency: EUX`, `time zone: Europe/Pari`."""
    for value in node.values:
        if isinstance(value, nodes.Word) and node.key == "currency":
            yield from currency(value)
        if isinstance(value, nodes.Word) and node.key == "time zone":
            yield from time_zone(value)


def cart_idle(node: nodes.Setting, place: Place) -> Findings:
    """`cart abandoned after: 5m`. SP-58."""
    for value in node.values:
        if isinstance(value, nodes.Duration) and node.key == "cart abandoned after":
            yield from idle(value, place)


def status(node: nodes.Status, place: Place) -> Findings:
    """`status: activ`."""
    return one_of(node.word, "status of a journey", STATUSES)


def journey_zone(node: nodes.TimeZone, place: Place) -> Findings:
    """`time zone: Europe/Pari` of a journey."""
    if node.zone.value not in ZONES:
        yield from time_zone(node.zone)


CHECKS: Checks = (
    On(nodes.Setting, words),
    On(nodes.Setting, nothing_else),
    On(nodes.Setting, low_stock),
    On(nodes.TimeRange, hours),
    On(nodes.Group, members),
    On(nodes.Field, choices),
    On(nodes.Setting, places),
    On(nodes.Setting, cart_idle),
    On(nodes.Status, status),
    On(nodes.TimeZone, journey_zone),
)
