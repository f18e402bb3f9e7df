"""Clauses: what may trail an event, a condition or a step, merged into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .. import nodes
from ..diagnostics import Finding
from ..rules import NEEDLESS_WITHIN, REPEATED_CLAUSE, Mistake
from ..source import Span

_SHOWN = {
    "count": "how many times",
    "window": "the period",
    "included": "`with products`",
    "excluded": "`without products`",
    "where": "`where`",
    "store": "`in store`",
    "after": "`after`",
    "survey": "`with survey`",
    "subject": "`with subject`",
    "amount": "`for`",
    "properties": "`with`",
    "journey": "`to journey`",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One trailing clause: which field of the node it fills, with what, and its place."""

    key: str
    value: Any
    span: Span


@dataclass(frozen=True, slots=True)
class Limited:
    """An event or condition, and the `within` that followed it."""

    test: nodes.Occurrence
    within: nodes.Duration | None


def clause(key: str) -> Any:
    """An action that makes a clause of one part."""

    def make(value: Any, *, span: Span) -> Clause:
        return Clause(key, value, span)

    return make


def merge(clauses: Iterable[Clause | nodes.Node | None]) -> dict[str, Any]:
    """Fields and their values; what is said twice is a `Mistake`. Periods and counts are nodes."""
    merged: dict[str, Any] = {}
    for found in clauses:
        if found is None:
            continue
        key, value = _field(found)
        if key in merged:
            message = f"{_SHOWN[key]} is said twice"
            raise Mistake(REPEATED_CLAUSE, Finding(found.span, message, "keep one of the two"))
        merged[key] = value
    return merged


def _field(found: Clause | nodes.Node) -> tuple[str, Any]:
    if isinstance(found, Clause):
        return found.key, found.value
    return ("count" if isinstance(found, nodes.Count) else "window"), found


def limited(test: nodes.Occurrence, within: nodes.Duration | None, *, span: Span) -> Limited:
    """`EVENT within 2 days`; what does not happen needs its period itself."""
    if within and isinstance(test, nodes.EmailSilence):
        silence = nodes.EmailSilence(
            test.act, test.email, within, store=test.store, where=test.where, span=span
        )
        return Limited(silence, None)
    return Limited(test, within)


def unlimited(found: Limited) -> nodes.Occurrence:
    """The event or condition, where nothing waits for it and `within` has no meaning."""
    if found.within:
        message = "`within` has no meaning here"
        help_ = "only an `if` or a `goal` waits that long; for `wait for` write `up to`"
        raise Mistake(NEEDLESS_WITHIN, Finding(found.within.span, message, help_))
    return found.test


ACTIONS: dict[str, Any] = {
    "in_store": clause("store"),
    "where": clause("where"),
    "with_products": clause("included"),
    "without_products": clause("excluded"),
    "abandoned_after": clause("after"),
    "with_survey": clause("survey"),
    "with_subject": clause("subject"),
    "limited": limited,
}
