"""Checks of journeys that start each other. STEP-52."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ...dsl.source import Source
from ..resolve.project import Project
from ..resolve.sends import is_cart_journey, is_order_journey
from ..resolve.symbols import Declared
from ..resolve.tree import descendants
from ..rules.chains import NOT_TO_BE_STARTED, ROUND_AND_ROUND, STARTS_ITSELF
from .names import reference
from .place import Checks, Findings, Found, On, Place

Calls = Mapping[str, list[nodes.StartJourney]]


def start_journey(node: nodes.StartJourney, place: Place) -> Findings:
    """`start journey welcom`; of a journey in itself; of one that a cart or an order starts."""
    yield from reference(node.journey, nodes.Journey, place)
    name, here = node.journey.text, place.inside(nodes.Journey)
    called = place.project.symbols.find(nodes.Journey, name)
    if here and here.name.text == name:
        words = f"the journey `{name}` cannot start itself"
        yield STARTS_ITSELF, Finding(node.span, words, "repeat the steps with `repeat 3 times:`")
    elif called and (is_cart_journey(called) or is_order_journey(called)):
        what = "abandoned cart" if is_cart_journey(called) else "order"
        words = f"the journey `{name}` cannot be started here: its messages speak of an {what}"
        yield NOT_TO_BE_STARTED, Finding(node.span, words, "make another journey for the others")


def circles(project: Project) -> Iterator[tuple[Source, Found]]:
    """The first call of every circle of journeys in which all let in again always."""
    always = {one.node.name.text: one for one in project.journeys if lets_in_always(one)}
    calls = {name: list(descendants(one.node, nodes.StartJourney)) for name, one in always.items()}
    told: set[frozenset[str]] = set()
    for name, one in always.items():
        for call in calls[name]:
            way = way_back(call.journey.text, name, calls)
            if len(way) > 1 and frozenset(way) not in told:
                told.add(frozenset(way))
                yield one.source, (ROUND_AND_ROUND, finding(call, [name, *way]))


def lets_in_always(journey: Declared[nodes.Journey]) -> bool:
    """Whether `re-entry: always` is written."""
    said = (one for one in journey.node.settings if isinstance(one, nodes.ReEntry))
    return any(one.kind.value == "always" for one in said)


def way_back(start: str, goal: str, calls: Calls) -> list[str]:
    """The shortest way from a journey to another by their calls; empty when there is none."""
    ways, seen = [[start]], {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for call in calls.get(way[-1], []):
            if call.journey.text not in seen and call.journey.text in calls:
                seen.add(call.journey.text)
                ways.append([*way, call.journey.text])
    return []


def finding(call: nodes.StartJourney, circle: list[str]) -> Finding:
    """The words for a circle."""
    names = " → ".join(f"`{name}`" for name in circle)
    words = f"these journeys start each other without an end: {names}"
    return Finding(call.span, words, "let one of them say `re-entry: after 30 days`, or `never`")


CHECKS: Checks = (On(nodes.StartJourney, start_journey),)
