"""`python -m tests.faults.planted`: plants every bug, and prints what caught it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence

from .bug import Bug, Verdict, tried
from .bugs import BUGS
from .experiments import simulated
from .on_postgres import STACK

LINE = "{:>2}  {:<52}  {:<38}  {:>5}  {}"


def main(chosen: Collection[int]) -> int:
    """Tries the bugs of these numbers, or all; returns 1 when one survives."""
    bugs = [bug for bug in BUGS if not chosen or bug.number in chosen]
    print(LINE.format("", "bug", "caught by", "s", "how"))
    with STACK:
        caught = [told(bug, tried(bug.experiment, bug.plant)) for bug in bugs]
        false = false_alarms(bugs)
    print("\n".join(false) or "without a bug, no experiment finds anything")
    print(f"{sum(caught)} of {len(bugs)} caught")
    return 0 if all(caught) and not false else 1


def told(bug: Bug, verdict: Verdict) -> bool:
    """Prints a line of the table; returns whether the bug was caught."""
    how = verdict.words or f"SURVIVED {verdict.broken or ''}"
    line = LINE.format(bug.number, bug.words, name(bug), f"{verdict.seconds:.1f}", how[:110])
    print(line + (f"\n      ({bug.note})" if bug.note else ""), flush=True)
    return verdict.words is not None


def false_alarms(bugs: Sequence[Bug]) -> list[str]:
    """The experiments that find something where nothing is, or cannot be made."""
    experiments = {name(bug): bug.experiment for bug in bugs if not is_simulated(bug)}
    if any(is_simulated(bug) for bug in bugs):
        experiments["simulation"] = simulated(range(60))
    verdicts = {who: tried(one) for who, one in experiments.items()}
    return [
        f"{who} finds without a bug: {one.words or one.broken}"
        for who, one in verdicts.items()
        if one.words or one.broken
    ]


def name(bug: Bug) -> str:
    """What is said to catch it."""
    return "simulation" if is_simulated(bug) else bug.experiment.__name__


def is_simulated(bug: Bug) -> bool:
    """Whether it is the simulation that catches it."""
    return bug.experiment.__qualname__.startswith("simulated.")


if __name__ == "__main__":
    sys.exit(main({int(number) for number in sys.argv[1:]}))
