"""Measuring: medians of several runs, A and B in turn, printed as ratios."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

Run = Callable[[], object]


def seconds(run: Run) -> float:
    """How long one call takes."""
    start = perf_counter()
    run()
    return perf_counter() - start


def in_turn(ours: Run, theirs: Run, rounds: int = 3) -> tuple[float, float, float]:
    """Medians of both in seconds, and the median of the ratios ours ÷ theirs, round by round."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    ratios = [mine / other for mine, other in pairs]
    return median(p[0] for p in pairs), median(p[1] for p in pairs), median(ratios)


def table(title: str, rows: list[tuple[str, ...]]) -> None:
    """Prints rows under a title, the first row being the heads of the columns."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    print(f"\n{title}")
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        print("  " + "  ".join(cells).rstrip())
