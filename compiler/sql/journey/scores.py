"""Scores as statements: which new events are worth points. GR-42, GR-44."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ... import ir
from ...ir import kinds
from ...ir.scores import Score, ScoreRule
from ..builder import Builder
from ..events import matches
from ..expressions import column, known, unindexed
from ..periods import Periods
from ..products import LINE, is_product
from ..statement import Statement
from .derived import DerivedPlan, plan_derived
from .skeleton import graft, statement


@dataclass(frozen=True, slots=True)
class RulePlan:
    """One rule: the kinds of event it hears, and the statement that fills the table `award`."""

    kinds: frozenset[str]
    find: Statement


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """The rules of one score, in the order in which they count."""

    name: str
    rules: tuple[RulePlan, ...]


@dataclass(frozen=True, slots=True)
class ScoresPlan:
    """All scores of a program, and what must be derived for them."""

    scores: tuple[ScorePlan, ...]
    derived: tuple[DerivedPlan, ...]


def plan_scores(program: ir.Program, periods: Periods, dialect: str) -> ScoresPlan:
    """Compiles the scores of a program for one dialect."""

    def plan(score: Score) -> ScorePlan:
        rules = (
            plan_rule(Builder(program, periods, dialect, "touched"), rule, number)
            for number, rule in enumerate(score.rules, start=1)
        )
        return ScorePlan(score.name, tuple(rules))

    derived = plan_derived(program, program.scores, periods, dialect)
    return ScoresPlan(tuple(map(plan, program.scores)), derived)


def plan_rule(builder: Builder, rule: ScoreRule, number: int) -> RulePlan:
    """Compiles one rule; a rule about purchases looks at each line of an order by itself."""
    pattern = rule.event
    tree = (
        of_lines(builder, pattern)
        if kinds.ORDERED in pattern.kinds
        else graft(builder, "award-event", matches(builder, pattern, new=True))
    )
    find = statement(builder, tree, points=rule.points, part=-number)
    return RulePlan(frozenset(pattern.kinds), find)


def of_lines(builder: Builder, pattern: ir.EventPattern) -> exp.Expr:
    """The lines of new orders that match."""
    tests = [matches(builder, pattern.model_copy(update={"products": None}), new=True)]
    if pattern.products is not None:
        product = unindexed(column(LINE, "product_id"))
        tests.append(known(is_product(builder, product, pattern.products)))
    return graft(builder, "award-line", *tests)
