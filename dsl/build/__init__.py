"""What the alternatives of the grammar stand for: a function or a node class for each name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import clauses, comparisons, conditions, declarations, events, literals, scenarios, steps


def actions() -> Mapping[str, Callable[..., Any]]:
    """All actions by name; `tests/unit/dsl` proves that they are exactly the grammar's names."""
    return {
        **literals.ACTIONS,
        **comparisons.ACTIONS,
        **clauses.ACTIONS,
        **conditions.ACTIONS,
        **events.ACTIONS,
        **steps.ACTIONS,
        **declarations.ACTIONS,
        **scenarios.ACTIONS,
    }
