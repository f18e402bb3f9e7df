"""The funnel of a journey: how many passed each step, and where the others are."""

from __future__ import annotations

from collections.abc import Mapping

from ...compiler.ir import Journey
from ...runtime.status import Funnel, Rung, funnels
from ...runtime.store import Store
from ...runtime.trace import journey_of_version
from .steps import step, way
from .tables import Cell, print_table

_COLUMNS = ("step", "went on", "left", "here now", "ways", "messages")


def print_funnels(store: Store, journey: str) -> None:
    """A table for each version of the journey that anybody is or was in."""
    for funnel in funnels(store, journey):
        of = journey_of_version(store, funnel.version)
        print_table(title(funnel), _COLUMNS, [row(rung, of) for rung in funnel.rungs])


def title(funnel: Funnel) -> str:
    """The journey, and whether the version is an earlier one."""
    return (
        funnel.journey
        if funnel.current
        else f"{funnel.journey} (version {funnel.version}, replaced)"
    )


def row(of: Rung, journey: Journey) -> tuple[Cell, ...]:
    """The figures of one step."""
    here = journey.steps[of.step]
    ways = {way(here, edge) or "on": count for edge, count in of.edges.items()}
    several = listed(ways) if len(ways) > 1 else ""
    left, resting = of.left or None, of.resting or None
    return (step(here), of.passed, left, resting, several, listed(of.messages))


def listed(counts: Mapping[str, int]) -> str:
    """`accepted 120, suppressed 3`."""
    return ", ".join(f"{word.replace('_', ' ')} {count:,}" for word, count in counts.items())
