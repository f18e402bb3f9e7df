"""Coverage: which branches of the journeys no test has taken, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...compiler.ir.tests import Suite
from ...runtime.testing import Branch, Outcome, branches
from .diagnostics import counted
from .paint import visible
from .steps import step, way


def print_coverage(suite: Suite, outcomes: Iterable[Outcome]) -> None:
    """How many branches of each journey were taken, then those that never were."""
    taken = {edge for one in outcomes for edge in one.edges}
    every = branches(suite.program)
    print("\nbranches taken")
    for name in dict.fromkeys(branch.journey.name for branch in every):
        own = [branch for branch in every if branch.journey.name == name]
        done = sum(branch.key in taken for branch in own)
        print(f"  {visible(name)}: {done} of {len(own)}")
    missed = [branch for branch in every if branch.key not in taken]
    print_missed(suite, missed)
    done = len(every) - len(missed)
    share = f" ({100 * done // len(every)} %)" if every else ""
    print(f"{done:,} of {counted(len(every), 'branch').replace('branchs', 'branches')}{share}")


def print_missed(suite: Suite, missed: Sequence[Branch]) -> None:
    """The branches that no test took, with file and line."""
    if missed:
        print("\nnever taken")
    for branch in missed:
        where = f"{suite.homes.get(branch.journey.name, '')}:{branch.step.line}"
        print(f"  {visible(where)}: {visible(words(branch))}")
    if missed:
        print()


def words(branch: Branch) -> str:
    """`if tagged "vip": else`, `split: into first`, `nobody enters welcome`."""
    if branch.step.kind == "start":
        return f"nobody enters {branch.journey.name}"
    return f"{step(branch.step)}: {way(branch.step, branch.edge)}"
