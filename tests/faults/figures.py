"""What an experiment measured: the line of one fault in docs/faults.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figures:
    """One experiment's result.

    A module with an experiment has `experiment(cases: int, seed: int) -> Figures`, the constants
    `FAULT` (such as "F1") and `CASES` (how many the contract asks for per change), and is found by
    `python -m tests.faults` in any folder below this one. `failures` counts what must not be.
    """

    fault: str
    cases: int
    failures: int
    details: Mapping[str, int | float] = field(default_factory=dict)
    seconds: float = 0.0
