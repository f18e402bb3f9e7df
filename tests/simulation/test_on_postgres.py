"""A few seeds on PostgreSQL, where workers share the audience by lanes."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from .census import Census, replay
from .on_postgres import opener

SEEDS = (10, 20)


def test_F3_workers_with_lanes_lose_nothing() -> None:
    with ExitStack() as stack:
        census = Census(alone=False)
        for seed in census.take(SEEDS, opener(stack)):
            pytest.fail(f"{census.failures[seed]}\n{replay(seed, 'postgres')}")
    assert census.counts["steps"] > 20 * len(SEEDS)
