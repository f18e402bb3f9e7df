"""What a test can tell: which events are deeds, which follow from others, and what each needs."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from .tree import descendants

Kinds = tuple[type[nodes.Node], ...]

IN_A_STORE: Final[Kinds] = (
    nodes.Buys,
    nodes.AbandonsCart,
    nodes.AddsToCart,
    nodes.ViewsProduct,
    nodes.ViewsStorePage,
    nodes.Searches,
    nodes.ChecksOut,
    nodes.OrderNotified,
    nodes.BackInStock,
)
"""Deeds that some store tells."""

WITH_PROPERTIES: Final[Kinds] = (
    nodes.CustomEvent,
    nodes.ApiCall,
    nodes.ViewsPage,
    nodes.ClicksLink,
    nodes.ViewsProduct,
    nodes.ViewsStorePage,
    nodes.Searches,
    nodes.ChecksOut,
    nodes.AnswersSurvey,
    nodes.EventbriteCheckIn,
    nodes.EventbriteTicket,
    nodes.ChatFinished,
    nodes.ZapierEvent,
)
"""Deeds that can carry properties."""

BY_SERVICES: Final[Kinds] = (
    nodes.TextsKeyword,
    nodes.EventbriteCheckIn,
    nodes.EventbriteTicket,
    nodes.ChatFinished,
    nodes.ZapierEvent,
)
"""Deeds that other services tell."""

BY_HAND: Final[Kinds] = (nodes.AddedManually, nodes.ApiCall)
"""Deeds that put a contact into one journey."""

DEEDS: Final[Kinds] = (
    *IN_A_STORE,
    *WITH_PROPERTIES,
    *BY_HAND,
    *BY_SERVICES,
    nodes.TagAdded,
    nodes.SignsUp,
    nodes.JoinsGroup,
    nodes.LeavesGroup,
    nodes.FieldChanges,
    nodes.EmailEvent,
    nodes.Unsubscribes,
    nodes.Bounces,
    nodes.TextsKeyword,
)
"""All that a test can tell of a contact."""

BY_ITSELF: Final[Kinds] = (
    nodes.GoesWithoutBuying,
    nodes.DateArrives,
    nodes.EmailSilence,
    nodes.EntersSegment,
    nodes.LeavesSegment,
    nodes.ScoreReaches,
)
"""What follows from other events, or from time alone."""


def lines_of(node: nodes.Scenario) -> tuple[tuple[nodes.TestLine, ...], ...]:
    """The lines of a test, once for each case."""
    return tuple(case.lines for case in node.cases) if node.cases else (node.lines,)


def happening_of(line: nodes.Node) -> nodes.Happening | None:
    """What a line tells, be it at an instant of its own or not."""
    if isinstance(line, nodes.ClockAt | nodes.ClockAfter):
        return line.happening
    return line if isinstance(line, nodes.Happening) else None


def contacts_of(line: nodes.Node) -> tuple[nodes.Name, ...]:
    """The contacts that a line speaks of."""
    if isinstance(line, nodes.Members):
        return line.contacts
    about = happening_of(line) or line
    name = getattr(about, "contact", None)
    return (name,) if isinstance(name, nodes.Name) else ()


def labels(node: nodes.Node) -> dict[str, nodes.Name]:
    """The labels in a journey, by their names."""
    found: dict[str, nodes.Name] = {}
    for step in descendants(node, nodes.Step):
        if step.label:
            found[step.label.text] = step.label
    return found


def journeys_by_hand(
    event: nodes.Event, journeys: tuple[nodes.Journey, ...]
) -> tuple[nodes.Journey, ...]:
    """The journeys that `added manually`, or an `api call`, starts."""
    return tuple(
        one
        for one in journeys
        if any(
            isinstance(start, nodes.StartingPoint) and type(start.event) is type(event)
            for start in one.settings
        )
    )
