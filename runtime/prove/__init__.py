"""The delivery contract, looked for in a store itself: every look must find nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..store import Store
from .invariant import MOST, Check, Invariant, Question, Violation
from .invariants import INVARIANTS

__all__ = [
    "INVARIANTS",
    "MOST",
    "Check",
    "Finding",
    "Invariant",
    "Violation",
    "prove",
    "violations",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at for one invariant, and what should not have been there."""

    invariant: Invariant
    rows: int
    violations: tuple[Violation, ...]


def violations(store: Store, now: int, only: Collection[str] | None = None) -> list[Violation]:
    """Whatever breaks the contract, of all invariants or of some (`INV-4`). `now` in ms UTC.

    Each check is one statement: it sees one state of the store, and may run beside an engine.
    """
    question = Question(now)
    return [found for one in chosen(only) for found in violated(store, one, question)]


def prove(store: Store, now: int, only: Collection[str] | None = None) -> Iterator[Finding]:
    """The findings, one invariant after the other."""
    counted: dict[str, int] = {}
    for one in chosen(only):
        for table in one.over:
            if table not in counted:
                ((counted[table],),) = store.read(f"prove_keys.rows-of-{table}")
        rows = sum(counted[table] for table in one.over)
        yield Finding(one, rows, tuple(violated(store, one, Question(now))))


def chosen(only: Collection[str] | None) -> list[Invariant]:
    """All invariants, or those of the names."""
    return [one for one in INVARIANTS if only is None or one.id in only]


def violated(store: Store, invariant: Invariant, question: Question) -> Iterator[Violation]:
    """The rows that the checks of an invariant find."""
    for check in invariant.checks:
        for row in check.look(store, question):
            values = dict(zip(check.columns, row, strict=True))
            yield Violation(invariant.id, check.name, check.meaning, values)
