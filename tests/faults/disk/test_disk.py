"""F9, F10, F12: a disk that is full or fails is waited for, and a log that grows is stopped."""

from __future__ import annotations

import pytest

from . import failing_disk, full_disk, pinned_reader
from .failing_disk import NoCompiler

CASES = 24


def test_F9_work_goes_on_when_the_disk_has_room_again() -> None:
    figures = full_disk.experiment(CASES, 7)
    assert figures.failures == 0
    assert figures.details["interrupted"] >= CASES // 4


def test_F10_a_write_or_a_sync_that_fails_is_never_told_as_done() -> None:
    try:
        figures = failing_disk.experiment(CASES, 7)
    except NoCompiler as why:
        pytest.skip(str(why))
    assert figures.failures == 0
    assert figures.details["failed calls"] >= CASES // 4


def test_F12_a_reader_who_stays_does_not_fill_the_disk() -> None:
    assert pinned_reader.experiment(2, 7).failures == 0
