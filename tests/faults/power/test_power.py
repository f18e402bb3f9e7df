"""Losses of power, in the short form, and that the model notices a store that never syncs."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from . import losses
from .child import ACKED

CASES, SEED, LOG = 15, 20261122, 1


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> list[losses.Call]:
    """What a process at work has written, and when it has synced."""
    try:
        return losses.recorded(tmp_path_factory.mktemp("power"), SEED)
    except losses.NoCompiler as why:
        pytest.skip(str(why))


def test_a_loss_of_power_loses_nothing_that_was_promised(
    trace: list[losses.Call], tmp_path: Path
) -> None:
    """F11"""
    found, pending = losses.judged(tmp_path, trace, CASES, Random(SEED))
    assert found == []
    assert pending > CASES


def test_a_log_that_is_not_synced_is_found_out(trace: list[losses.Call], tmp_path: Path) -> None:
    promised = next(n for n, call in enumerate(trace) if call.kind == ACKED)
    late = [call for call in trace[promised:] if (call.kind, call.file) != (losses.SYNC, LOG)]
    found, _ = losses.judged(tmp_path, trace[:promised] + late, CASES, Random(SEED))
    assert found
