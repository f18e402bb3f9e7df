"""References: rows that speak of others, which must be there."""

from __future__ import annotations

from collections.abc import Sequence

from ..queries import sentence
from ..store import Row, Store
from .invariant import Check, Question

NAME = "prove_file.pointing-nowhere"


def nowhere(store: Store, question: Question) -> Sequence[Row]:
    """Tables with rows that speak of none; of a server, each reference is looked up by itself."""
    if store.dialect != "postgres":
        return store.read(NAME, most=question.most)
    from ..postgres.references import broken

    return broken(store)[: question.most]


POINTING_NOWHERE = Check(NAME, ("table", "of", "rows", "first"), nowhere, sentence(NAME))
