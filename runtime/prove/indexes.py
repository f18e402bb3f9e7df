"""Indexes of PostgreSQL, compared with what they are built on, where its extension is installed."""

from __future__ import annotations

from collections.abc import Sequence

from ..store import Row, Store
from .invariant import Check, Question


def broken(store: Store, question: Question) -> Sequence[Row]:
    """The indexes that `amcheck` finds fault with; for SQLite `prove_file.damaged` looks."""
    if store.dialect != "postgres":
        return []
    from ..postgres.indexes import faults

    return faults(store)[: question.most]


BROKEN_INDEX = Check(
    "prove.broken-index",
    ("index", "fault"),
    broken,
    "An index is damaged: `REINDEX INDEX` mends it.",
)
