"""What became of a test: what failed, what happened instead, and which ways were taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...compiler.ir.journey import Journey
from ...compiler.ir.tests import Place, Test
from ..trace import Trace

Edge = tuple[str, int, str]
"""A journey, the number of a step, and the way out of it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A line of a test that did not hold, in a sentence, and what happened to its contacts."""

    place: Place
    words: str
    traces: tuple[Trace, ...] = ()
    journeys: Mapping[int, Journey] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test that was run; `days` is how much virtual time it took."""

    test: Test
    failures: tuple[Failed, ...]
    edges: frozenset[Edge]
    entered: frozenset[str]
    days: float

    @property
    def passed(self) -> bool:
        """Whether every line held."""
        return not self.failures
