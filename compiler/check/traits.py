"""Checks of what is known of contacts: places on the globe, and what is predicted elsewhere."""

from __future__ import annotations

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import millionths
from ..ir.places import EASTERNMOST, MILLION, NORTHERNMOST
from ..rules.meaning import TOO_PRECISE
from ..rules.traits import NOWHERE, PREDICTED_ELSEWHERE
from .literals import too_precise
from .place import Checks, Findings, On, Place

HIGH_VALUE = "high_value_customers"


def near(node: nodes.Near, place: Place) -> Findings:
    """`within 20 km of 145.90, 6.12`."""
    for number in (node.distance, node.latitude, node.longitude):
        if millionths(number.value) is None:
            yield TOO_PRECISE, too_precise(number, 6, place)
    for number, what, most in (
        (node.latitude, "latitude", NORTHERNMOST // MILLION),
        (node.longitude, "longitude", EASTERNMOST // MILLION),
    ):
        if abs(number.value) > most:
            words = f"`{place.text(number)}` is no {what}"
            help = f"it is between -{most} and {most}; the latitude comes first"
            yield NOWHERE, Finding(number.span, words, help)


def predicted(
    node: nodes.InSegment | nodes.EntersSegment | nodes.LeavesSegment, place: Place
) -> Findings:
    """`in segment high_value_customers`, where nobody says otherwise. AMB-26"""
    own = place.project.symbols.known(nodes.Segment, HIGH_VALUE)
    if node.segment.text == HIGH_VALUE and not own:
        words = f"`{HIGH_VALUE}` are those whose lifetime value was imported as `high`"
        help = "import contacts with their `lifetime_value`: whoever has none is not among them"
        yield PREDICTED_ELSEWHERE, Finding(node.segment.span, words, help)


CHECKS: Checks = (
    On(nodes.Near, near),
    On(nodes.InSegment, predicted),
    On(nodes.EntersSegment, predicted),
    On(nodes.LeavesSegment, predicted),
)
