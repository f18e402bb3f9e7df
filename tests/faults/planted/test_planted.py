"""The bugs that an experiment of less than a second finds; `make planted` tries all 24."""

from __future__ import annotations

import pytest

from .bug import Bug, tried
from .bugs import BUGS

QUICK = [bug for bug in BUGS if bug.quick]


@pytest.mark.parametrize("bug", QUICK, ids=lambda bug: f"{bug.number} {bug.words}")
def test_a_planted_bug_is_caught(bug: Bug) -> None:
    found, without = tried(bug.experiment, bug.plant), tried(bug.experiment)
    assert found.words is not None, f"{bug.words}: survived {found.broken or ''}"
    assert (without.words, without.broken) == (None, None)


def test_all_24_are_there_and_one_of_ours() -> None:
    assert {bug.number for bug in BUGS} == set(range(1, 26))
