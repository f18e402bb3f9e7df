"""The delivery contract, looked for in a store itself: every look must find nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..store import Store
from ..symptom import NotLookedAt
from .invariant import MOST, Check, Invariant, Question, Unseen, Violation
from .invariants import INVARIANTS

__all__ = [
    "INVARIANTS",
    "MOST",
    "Check",
    "Finding",
    "Invariant",
    "Unseen",
    "Violation",
    "prove",
    "violations",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at for one invariant, what should not have been there, what nobody saw."""

    invariant: Invariant
    rows: int
    violations: tuple[Violation, ...]
    unseen: tuple[Unseen, ...] = ()


def violations(store: Store, now: int, only: Collection[str] | None = None) -> list[Violation]:
    """Whatever breaks the contract, of all invariants or of some (`INV-4`). `now` in ms UTC.

    Each check is one statement: it sees one state of the store, and may run beside an engine.
    """
    question = Question(now)
    found = (one for of in chosen(only) for one in seen(store, of, question))
    return [one for one in found if isinstance(one, Violation)]


def prove(store: Store, now: int, only: Collection[str] | None = None) -> Iterator[Finding]:
    """The findings, one invariant after the other."""
    counted: dict[str, int] = {}
    for one in chosen(only):
        for table in one.over:
            if table not in counted:
                ((counted[table],),) = store.read(f"prove_keys.rows-of-{table}")
        rows = sum(counted[table] for table in one.over)
        found = list(seen(store, one, Question(now)))
        yield Finding(
            one,
            rows,
            tuple(row for row in found if isinstance(row, Violation)),
            tuple(row for row in found if isinstance(row, Unseen)),
        )


def chosen(only: Collection[str] | None) -> list[Invariant]:
    """All invariants, or those of the names."""
    return [one for one in INVARIANTS if only is None or one.id in only]


def seen(store: Store, invariant: Invariant, question: Question) -> Iterator[Violation | Unseen]:
    """The rows that the checks of an invariant find, and the checks that cannot look."""
    for check in invariant.checks:
        try:
            rows = check.look(store, question)
        except NotLookedAt as why:
            yield Unseen(check.name, why.message, why.help)
            continue
        for row in rows:
            values = dict(zip(check.columns, row, strict=True))
            yield Violation(invariant.id, check.name, check.meaning, values)
