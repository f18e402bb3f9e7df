"""Checks that belong to a profile: said only of projects that want to be rebuilt there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..rules.profiles import BEYOND_THE_PROFILE
from .place import Checks, Findings, Found, On, Place

OPPOSITE = {"all": "any", "any": "all"}


def only(profile: str, checks: Checks) -> Checks:
    """The checks, for projects of the profile alone."""
    return tuple(On(one.kind, _under(profile, one.check)) for one in checks)


def _under(profile: str, check: Callable[[Any, Place], Findings]) -> Callable[..., Findings]:
    def run(node: nodes.Node, place: Place) -> Findings:
        return check(node, place) if place.project.profile == profile else ()

    return run


def beyond(node: nodes.Node, catalogue: str, words: str, help: str | None = None) -> Found:
    """The finding of something that cannot be rebuilt."""
    return BEYOND_THE_PROFILE, Finding(node.span, words, help, None, catalogue)


def leaves(condition: nodes.Node) -> Iterator[nodes.Condition]:
    """The conditions that a condition is made of; `not` is said of one."""
    match condition:
        case nodes.And(parts=parts) | nodes.Or(parts=parts) | nodes.Block(parts=parts):
            for part in parts:
                yield from leaves(part)
        case nodes.Not(part=part):
            yield from leaves(part)
        case nodes.Condition():
            yield condition
        case _:
            return


def joins(condition: nodes.Node) -> set[str]:
    """The ways in which the conditions of a condition are joined: `all`, `any`, or both."""
    match condition:
        case nodes.And():
            own = {"all"}
        case nodes.Or():
            own = {"any"}
        case nodes.Block(quantifier=quantifier):
            own = {"any" if quantifier is nodes.Quantifier.ANY else "all"}
        case nodes.Not(part=part):  # not (a or b) is not a, and not b
            return {OPPOSITE[join] for join in joins(part)}
        case _:
            return set()
    return own.union(*(joins(part) for part in condition.parts))


def rounds(node: nodes.Node, place: Place) -> int:
    """How often a step stands in its journey when the repeats around it are written out."""
    found = 1
    for around in place.above:
        found *= int(around.times.value) if isinstance(around, nodes.Repeat) else 1
    return found
