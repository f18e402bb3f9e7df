"""The phrasebook: what every kind of node is in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..nodes import Node
from ..source import Source
from . import (
    activities,
    comparisons,
    conditions,
    declarations,
    events,
    journeys,
    literals,
    scenarios,
    shared,
    steps,
)
from .literals import decimal
from .templates import Phrases, fill

PHRASES: Phrases = {
    **literals.PHRASES,
    **comparisons.PHRASES,
    **shared.PHRASES,
    **conditions.PHRASES,
    **activities.PHRASES,
    **events.PHRASES,
    **steps.PHRASES,
    **declarations.PHRASES,
    **journeys.PHRASES,
    **scenarios.PHRASES,
}


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Puts nodes into words; the source tells how names and texts were written."""

    source: Source

    def __call__(self, value: object) -> str:
        """The words for a node, an enumerated word, several of them, or nothing."""
        match value:
            case None | bool():
                return ""
            case tuple():
                return ", ".join(self(part) for part in value)
            case Decimal():
                return decimal(value)
            case Node():
                phrase = PHRASES[type(value)]
                return fill(phrase, value, self) if isinstance(phrase, str) else phrase(value, self)
            case _:
                return str(value)
