"""Checks of settings: closed lists of words, currencies, time zones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...dsl import nodes
from ..resolve.facts import CAPABILITIES, PLATFORMS
from ..resolve.sends import STATUSES
from .literals import currency, time_zone
from .place import Checks, Findings, On, Place
from .starts import idle
from .words import one_of

ZONES: Final = ("contact", "audience")
# Key of a setting -> what its words are, and which there are.
CLOSED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "platform": ("platform", tuple(PLATFORMS)),
    "has": ("capability of a store", CAPABILITIES),
    "counted orders": ("way to count orders", ("not cancelled", "paid")),
    "kind": ("kind of message", ("marketing", "transactional")),
    "track": ("thing to track", ("opens", "clicks", "nothing")),
}


def words(node: nodes.Setting, place: Place) -> Findings:
    """`platform: shopfy`, `kind: urgent`."""
    if node.key in CLOSED:
        what, known = CLOSED[node.key]
        for value in node.values:
            if isinstance(value, nodes.Word):
                yield from one_of(value, what, known)


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
    On(nodes.Setting, places),
    On(nodes.Setting, cart_idle),
    On(nodes.Status, status),
    On(nodes.TimeZone, journey_zone),
)
