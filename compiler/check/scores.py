"""Checks of scores: points are whole numbers, and what earns them is something contacts do."""

from __future__ import annotations

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..ir.points import MOST_POINTS
from ..rules.meaning import WRONG_VALUE
from ..rules.rewards import NO_SCORE_EVENT, POINTS
from .names import reference
from .operators import values
from .place import Checks, Findings, On, Place
from .tenses import event_needed

UNCOUNTED = (nodes.ScoreReaches, nodes.AddedManually, nodes.ApiCall)


def known(node: nodes.ScoreIs | nodes.ScoreReaches | nodes.ChangePoints, place: Place) -> Findings:
    """`score of loyaltee >= 10`."""
    return reference(node.score, nodes.Score, place)


def points(number: nodes.Number, least: int, place: Place, rule: str = "STEP-72") -> Findings:
    """`add 2.5 points to loyalty`, `set points of loyalty to 100000000`."""
    whole = number.value == int(number.value)
    if not whole or not least <= number.value <= MOST_POINTS:
        words = f"`{place.text(number)}` is no number of points"
        at_least = "" if least < 0 else f" from {least}"
        help = f"write a whole number{at_least} up to {MOST_POINTS:,}"
        yield POINTS, Finding(number.span, words, help, None, rule)


def step(node: nodes.ChangePoints, place: Place) -> Findings:
    """`add 0 points to loyalty`. STEP-71, 73."""
    if node.points:
        setting = node.action is nodes.PointsAction.SET
        yield from points(node.points, -MOST_POINTS if setting else 1, place)


def rule(node: nodes.ScoreRule, place: Place) -> Findings:
    """`+0 when buys any product`, `+1 when tagged "vip"`. GR-42."""
    if node.points.value == 0:
        yield POINTS, Finding(node.points.span, "no points are no rule", "drop the line")
    else:
        yield from points(node.points, -MOST_POINTS, place)
    yield from event_needed(node.event, place)
    if isinstance(node.event, UNCOUNTED) or of_all(node.event):
        words = f"`{place.text(node.event)}` cannot be worth points"
        help = "count what contacts do, such as `buys any product`"
        yield NO_SCORE_EVENT, Finding(node.event.span, words, help)


def of_all(event: nodes.Occurrence) -> bool:
    """Whether it wants several products at once: each line of an order is counted by itself."""
    return isinstance(event, nodes.Buys) and event.items.quantifier is nodes.Quantifier.ALL


def reached(node: nodes.ScoreReaches, place: Place) -> Findings:
    """`score of loyalty reaches 2.5`. STEP-75."""
    return points(node.points, -MOST_POINTS, place, "STEP-75")


def compared(node: nodes.ScoreIs, place: Place) -> Findings:
    """`score of loyalty > 10 EUR`. STEP-75."""
    for value in values(node.test):
        if isinstance(value, nodes.Number):
            yield from points(value, -MOST_POINTS, place, "STEP-75")
        else:
            words = f"`{place.text(value)}` does not fit points"
            yield WRONG_VALUE, Finding(value.span, words, "write a number: `10`", None, "STEP-75")


CHECKS: Checks = (
    On(nodes.ScoreIs, known),
    On(nodes.ScoreReaches, known),
    On(nodes.ChangePoints, known),
    On(nodes.ChangePoints, step),
    On(nodes.ScoreRule, rule),
    On(nodes.ScoreReaches, reached),
    On(nodes.ScoreIs, compared),
)
