"""Scores to rules, and the steps, conditions and events about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from ...dsl import nodes
from ..ir import kinds
from ..ir import predicates as p
from ..ir import steps as ir
from ..ir.events import EventPattern
from ..ir.scores import Score, ScoreRule
from .attributes import COMPARISONS
from .conditions import predicate
from .events import event_pattern, pattern
from .graph import Label
from .literals import millionths
from .scope import Scope, Unchecked, subject
from .steps import Bare, Here, simple

FROM, TO = "from", "to"
DOES: Final[Mapping[nodes.PointsAction, Literal["add", "set", "erase"]]] = {
    nodes.PointsAction.SUBTRACT: "add",
    nodes.PointsAction.ADD: "add",
    nodes.PointsAction.SET: "set",
    nodes.PointsAction.ERASE: "erase",
}


def score(node: nodes.Score, scope: Scope) -> Score:
    """A declared score. GR-42."""
    rules = tuple(
        ScoreRule(points=int(rule.points.value), event=pattern(rule.event, scope))
        for rule in node.rules
    )
    title = node.title.value if node.title else None
    return Score(name=node.name.text, title=title, rules=rules)


@simple.register
def _(step: nodes.ChangePoints, to: Label, here: Here) -> ir.Step:
    points = int(step.points.value) if step.points else 0
    if step.action is nodes.PointsAction.SUBTRACT:
        points = -points
    name, does = step.score.text, DOES[step.action]
    return ir.ChangePoints(**Bare, score=name, do=does, points=points, next=to)


@predicate.register
def _(condition: nodes.ScoreIs, scope: Scope) -> p.Predicate:
    name = condition.score.text
    match condition.test:
        case nodes.Between(low=nodes.Number(value=low), high=nodes.Number(value=high)):
            return p.ScoreTest(score=name, compare=">=", points=int(low), upto=int(high))
        case nodes.Compare(value=nodes.Number(value=value), op=op):
            return p.ScoreTest(score=name, compare=COMPARISONS[op], points=int(value))
        case _:
            raise Unchecked("a test that no score knows")


@pattern.register
def _(event: nodes.ScoreReaches, scope: Scope) -> EventPattern:
    """The points come from below, or from nothing, into the range. STEP-75."""
    found = event_pattern(kinds.POINTS_CHANGED, event, scope, subject(event.score.text))
    was, now = (reached(name, event.points) for name in (FROM, TO))
    parts = (now, p.Not(part=was), *((found.where,) if found.where else ()))
    return found.model_copy(update={"where": p.All(parts=parts)})


def reached(name: str, points: nodes.Number) -> p.PropertyTest:
    """A property of the event is at least so many points."""
    return p.PropertyTest(name=name, number=True, compare=">=", value=millionths(points))
