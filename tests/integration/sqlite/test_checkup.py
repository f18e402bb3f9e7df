"""`jalon doctor` on a file: each thing that can be wrong is told, and what to do about it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from jalon.runtime import checkup
from jalon.runtime.clock import SystemClock
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite.checkup import (
    MEGABYTE,
    journal,
    library,
    log,
    loses_commits,
    permissions,
    read_whole,
    room,
    synchronous,
)

AFFECTED = ((3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2))
MENDED = ((3, 6, 23), (3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 52, 0), (4, 0, 0))


@pytest.mark.parametrize("version", AFFECTED)
def test_libraries_that_can_lose_a_commit_are_known(version: tuple[int, int, int]) -> None:
    assert loses_commits(version)
    assert library(version).level == "warning"


@pytest.mark.parametrize("version", MENDED)
def test_libraries_that_cannot_are_fine(version: tuple[int, int, int]) -> None:
    assert not loses_commits(version)
    assert library(version).level == "ok"


@pytest.mark.parametrize(
    ("mode", "level"), [(0o600, "ok"), (0o640, "ok"), (0o644, "problem"), (0o666, "problem")]
)
def test_T34_a_file_that_anybody_may_read_is_told(tmp_path: Path, mode: int, level: str) -> None:
    path = tmp_path / "jalon.db"
    path.touch()
    path.chmod(mode)
    assert permissions(path).level == level
    assert list(tmp_path.iterdir()) == [path]


def test_T34_where_files_have_no_permissions_it_is_only_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "jalon.db"
    path.touch()
    path.chmod(0o644)
    monkeypatch.setattr("tempfile.TemporaryFile", lambda dir: (dir / "jalon.db").open())
    assert permissions(path).level == "warning"


def test_a_file_without_a_log_breaks_the_contract(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    assert journal(connection).level == "problem"
    connection.execute("PRAGMA journal_mode = WAL")
    assert journal(connection).level == "ok"


def test_commits_that_do_not_reach_the_disk_break_the_contract(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "jalon.db")
    assert synchronous(store).level == "ok"
    store.connection.execute("PRAGMA synchronous = NORMAL")
    assert synchronous(store).level == "problem"


def test_a_large_log_and_a_full_disk_are_told() -> None:
    assert [log(size * MEGABYTE).level for size in (10, 200, 300)] == ["ok", "warning", "warning"]
    large = 100_000 * MEGABYTE
    assert room(20_000 * MEGABYTE, large).level == "ok"
    assert room(900 * MEGABYTE, large).level == "warning"
    assert room(10 * MEGABYTE, 100 * MEGABYTE).level == "warning"


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    store = SqliteStore.open(tmp_path / "jalon.db")
    assert [one.level for one in read_whole(store)] == ["ok"]
    store.connection.execute("PRAGMA ignore_check_constraints = ON")
    store.connection.execute("INSERT INTO suppression VALUES ('a', 'fax', 'manual', 'all', '', 0)")
    store.connection.execute("PRAGMA ignore_check_constraints = OFF")
    assert [one.level for one in read_whole(store)] == ["problem"]


def test_T33_old_versions_of_the_sandbox_and_of_python_are_told() -> None:
    levels = [checkup.sandbox(version).level for version in ("3.1.6", "3.2", "3.1.5", None)]
    assert levels == ["ok", "ok", "problem", "problem"]
    found = [checkup.python(version).level for version in ((3, 11, 7), (3, 11, 15), (3, 13, 0))]
    assert found == ["warning", "ok", "ok"]


def test_a_clock_behind_the_last_tick_and_old_zones_are_told() -> None:
    store, now = SqliteStore.open(), SystemClock().now()
    store.connection.execute("INSERT INTO engine VALUES (0, ?, 0)", (now,))
    store.connection.execute("INSERT INTO zone (id, name, edition) VALUES (0, 'UTC', 'old')")
    assert checkup.clock(store, now - 1000).level == "ok"
    assert checkup.clock(store, now - 3000).level == "warning"
    assert checkup.zones(store).sentence.startswith("UTC: ")
