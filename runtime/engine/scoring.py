"""Phase zero, after what was derived: the points that new events are worth. GR-42, GR-44."""

from __future__ import annotations

from ...compiler.ir.kinds import POINTS_CHANGED
from ...compiler.ir.points import MOST_POINTS
from ...compiler.ir.text import fold
from ...compiler.sql.journey.scores import RulePlan, ScorePlan
from ...compiler.sql.statement import Statement
from ..loaded import scores
from .turn import Attempt, Turn


def score(turn: Turn) -> int:
    """Gives the points of all scores; returns how many changes of points were recorded."""
    plan = scores(turn.moment.store)
    if plan is None or not turn.kinds:
        return 0
    return sum(count(turn, one) for one in plan.scores)


def count(turn: Turn, plan: ScorePlan) -> int:
    """Gives the points of one score: each rule in its turn, then all of them added up at once."""
    rules = [rule for rule in plan.rules if turn.hears(rule.kinds)]
    moment, name = turn.moment, fold(plan.name)
    if not rules:
        return 0
    moment.write("points.clear-award")
    for rule in rules:
        award(turn, rule)
    moment.write("points.clear-scored")
    if not moment.write("points.add-up", score=plan.name, most=MOST_POINTS):
        return 0
    moment.write("points.keep", score=plan.name)
    moment.write("points.retell")
    return moment.write("points.tell", kind=POINTS_CHANGED, subject=name)


def award(turn: Turn, rule: RulePlan) -> None:
    """The points of one rule, around events that no statement can digest."""
    turn.over_events(awarding(turn, rule.find))


def awarding(turn: Turn, find: Statement) -> Attempt:
    """A rule as an attempt over a range of events."""

    def run(low: int, high: int) -> None:
        turn.moment.write(find, **{**turn.span(), "after": low - 1, "upto": high})

    return run
