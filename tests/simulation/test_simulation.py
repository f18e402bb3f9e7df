"""500 seeds: whatever dies, whoever interrupts whom, nothing is lost and nothing leaves twice."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256

import pytest

from .census import Census, replay
from .database import File
from .points import POINTS
from .simulation import Simulation

CHUNK, CHUNKS = 100, 5
TURNS = 24  # less than in a longer run, for many seeds in a short time
REPLAYED = (3, 14, 27)


def digest(seed: int) -> str:
    """What was decided and what came of it."""
    one = Simulation(seed)
    one.run()
    return sha256(
        "\n".join([*one.fate.trace, str(sorted(one.counts.items()))]).encode()
    ).hexdigest()


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_F3_whatever_dies_and_whoever_interrupts_nothing_is_lost(chunk: int) -> None:
    census = Census(turns=TURNS)
    for seed in census.take(range(chunk * CHUNK, (chunk + 1) * CHUNK), File.of):
        pytest.fail(f"{census.failures[seed]}\n{replay(seed)} --turns {TURNS}")
    assert census.missing() == []
    assert len(census.untouched()) < len(POINTS) / 2


def test_a_seed_decides_everything() -> None:
    """In another process too, where sets have another order."""
    here = [digest(seed) for seed in REPLAYED]
    text = f"from tests.simulation.test_simulation import *\nprint(*map(digest, {REPLAYED}))"
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.getcwd()}
    told = subprocess.run(
        [sys.executable, "-c", text], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == here
    assert len(set(here)) == len(here)


def test_there_are_24_points() -> None:
    assert len(set(POINTS)) == 24
