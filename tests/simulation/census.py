"""What there was to go wrong, over many runs: a run in which nothing happens proves nothing."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .points import POINTS
from .simulation import TURNS, Opener, Simulation

STEPS, TAKEN, FAULTS, FINE = 1000, 200, 20, 0.3


@dataclass
class Census:
    """Counts over seeds, and the seeds that failed."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: dict[int, str] = field(default_factory=dict)
    alone: bool = True
    turns: int = TURNS

    def take(self, seeds: Iterable[int], opener: Opener) -> Iterator[int]:
        """Runs seeds; gives each one that failed."""
        for seed in seeds:
            one = Simulation(seed, opener, alone=self.alone, turns=self.turns)
            self.counts["runs"] += 1
            if (words := failure(one)) is not None:
                self.failures[seed] = words
                yield seed
            self.counts += one.counts

    def missing(self) -> list[str]:
        """What there was too little of."""
        least = {"steps": STEPS, "taken": TAKEN, "faults": FAULTS}
        few = [f"{name}: {self.counts[name]}" for name, n in least.items() if self.counts[name] < n]
        fine = 1 - self.counts["ended early"] / max(self.counts["acts"], 1)
        return few + ([f"only {fine:.0%} went well"] if fine < FINE else [])

    def untouched(self) -> list[str]:
        """The points at which nobody was hit."""
        return [point for point in POINTS if not self.counts[point]]

    def told(self) -> str:
        """The figures in one line."""
        names = ("runs", "acts", "steps", "taken", "unknown", "faults", "ended early")
        hit = len(POINTS) - len(self.untouched())
        figures = ", ".join(f"{self.counts[name]:,} {name}" for name in names)
        return f"{figures}; {hit} of {len(POINTS)} points hit; {len(self.failures)} failed"


def failure(one: Simulation) -> str | None:
    """What went wrong in a run, or None; an exception that nobody expected is wrong too."""
    try:
        one.run()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def replay(seed: int, store: str = "sqlite") -> str:
    """The command that runs a seed again, and the commit that it belongs to."""
    other = "" if store == "sqlite" else f" --store {store}"
    return f"python -m tests.simulation replay --seed {seed}{other}  # at {commit()}"


def commit() -> str:
    """The commit that is checked out; with a `+` when something was changed since."""
    asked = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "no commit"
