"""Columns of contacts who were erased: whatever a program declares, nothing may be left in it."""

from __future__ import annotations

from collections.abc import Sequence

from ...compiler.sql.emptying import filled_columns
from ..erasure import SET_OTHERWISE
from ..store import Row, Store
from .invariant import Check, Question


def filled(store: Store, question: Question) -> Sequence[Row]:
    """Who was erased and is not empty; the columns that cannot be are looked at by a query."""
    columns = [str(name) for (name,) in store.read("outbox.contact-columns")]
    told = [name for name in columns if name not in SET_OTHERWISE]
    return store.read(filled_columns(told, store.dialect), most=question.most)


NOT_EMPTY = Check(
    "prove.not-empty",
    ("contact", "column", "erased_at"),
    filled,
    "Of somebody who was erased, there is still a value in her row.",
)
