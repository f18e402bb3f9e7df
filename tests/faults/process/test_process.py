"""The process harness, in its short form: what `make torture` does a thousand times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.postgres.server import NoServer

from ..figures import Figures
from ..harness.points import POINTS
from . import (
    crowds,
    cut_commits,
    frozen,
    kills_of_several,
    kills_on_a_file,
    named_points,
    pooling,
    retold,
)

SEED = 20261122
Experiment = Callable[[int, int], Figures]


def nothing_wrong(experiment: Experiment, cases: int) -> Figures:
    """Runs an experiment; what it finds, and how to find it again, stands in its output."""
    try:
        figures = experiment(cases, SEED)
    except NoServer as why:
        pytest.skip(f"no PostgreSQL: {why}")
    assert figures.failures == 0, f"{figures.fault}: {figures} with seed {SEED}"
    return figures


def test_a_worker_killed_200_times_on_a_file_loses_and_repeats_nothing() -> None:
    """F1"""
    assert nothing_wrong(kills_on_a_file.experiment, 200).cases == 200


def test_four_workers_killed_200_times_on_a_server_lose_and_repeat_nothing() -> None:
    """F2"""
    assert nothing_wrong(kills_of_several.experiment, 200).cases >= 200


def test_death_at_any_named_point_loses_and_repeats_nothing() -> None:
    """F3"""
    figures = nothing_wrong(named_points.experiment, len(POINTS))
    assert figures.details["fewest at one point"] == 1


def test_a_commit_whose_answer_is_lost_is_neither_lost_nor_done_twice() -> None:
    """F4"""
    assert nothing_wrong(cut_commits.experiment, 12).details["accepted"] > 0


def test_a_transaction_pooler_makes_no_difference() -> None:
    """F6"""
    assert nothing_wrong(pooling.experiment, 250).details["accepted"] > 0


def test_a_worker_frozen_beyond_its_lease_writes_nothing_when_it_wakes() -> None:
    """F7"""
    assert nothing_wrong(frozen.experiment, 8).details["in the middle of something"] == 8


def test_a_crowd_of_workers_does_everything_once() -> None:
    """F8"""
    found, _ = crowds.crowded((5,), 120, SEED)
    assert found == []


def test_events_told_again_late_and_out_of_order_change_nothing() -> None:
    """F22"""
    assert nothing_wrong(retold.experiment, 400).details["sends and runs"] > 400
