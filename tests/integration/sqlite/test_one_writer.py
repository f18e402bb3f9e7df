"""One engine per file, one writer at a time, and nobody who reads keeps the log from ending."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jalon.runtime.sqlite import SqliteStore, store
from jalon.runtime.sqlite.gate import Gate
from jalon.runtime.sqlite.store import log_size
from jalon.runtime.store import Interrupted, StoreError

REIGNING = """
import sys
from jalon.runtime.sqlite import SqliteStore
with SqliteStore.open(sys.argv[1]).alone():
    print("here", flush=True)
    sys.stdin.read()
"""
MUCH = "INSERT INTO zone (id, name) SELECT value, printf('%1000d', value) FROM json_each(?)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store is."""
    return tmp_path / "jalon.db"


def fill(here: SqliteStore, first: int, rows: int = 2000) -> None:
    """Writes two megabytes."""
    with here.transaction():
        here.connection.execute(MUCH, (str([*range(first, first + rows)]),))


def test_a_second_engine_is_told_who_the_first_one_is(path: Path) -> None:
    with SqliteStore.open(path).alone():
        with pytest.raises(StoreError) as told, SqliteStore.open(path).alone():
            raise AssertionError
        assert told.value.message == f"`{path}` has a `jalon run` already, process {os.getpid()}"
    with SqliteStore.open(path).alone():
        pass


def test_a_killed_engine_leaves_no_lock_behind(path: Path) -> None:
    command = [sys.executable, "-c", REIGNING, str(path)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"here\n"
    with pytest.raises(StoreError, match="already"), SqliteStore.open(path).alone():
        raise AssertionError
    child.kill()
    child.communicate()
    with SqliteStore.open(path).alone():
        pass


def test_whoever_writes_waits_for_the_one_who_does(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    one, other = SqliteStore.open(path), SqliteStore.open(path)
    with one.transaction(), pytest.raises(Interrupted, match="is in use"), other.transaction():
        raise AssertionError
    with other.transaction():
        pass


def test_a_statement_by_itself_goes_through_the_gate_unless_it_is_only_work(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    one, other = SqliteStore.open(path), SqliteStore.open(path)
    with one.transaction():
        other.write("tick.clear-ready")
        with pytest.raises(Interrupted, match="is in use"):
            other.write("deploy.zone-put", id=1, name="UTC")
    other.write("deploy.zone-put", id=1, name="UTC")


def test_who_writes_holds_the_lock_from_before_the_first_look(path: Path) -> None:
    """Planted bug 11: with BEGIN DEFERRED, what was read may be old when it is written upon."""
    here = SqliteStore.open(path)
    stranger = sqlite3.connect(path, timeout=0, isolation_level=None)
    with here.transaction():
        assert here.connection.execute("SELECT COUNT(*) FROM zone").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            stranger.execute("INSERT INTO zone (id, name) VALUES (1, 'UTC')")
        here.connection.execute("INSERT INTO zone (id, name) VALUES (2, 'UTC')")
    stranger.execute("INSERT INTO zone (id, name) VALUES (1, 'UTC')")


def test_the_log_is_emptied_into_the_file_as_it_grows(path: Path) -> None:
    here = SqliteStore.open(path)
    for first in range(0, 60_000, 2000):
        fill(here, first)
    assert path.stat().st_size > 50 << 20
    assert log_size(str(path)) < 12 << 20


def test_T34_a_new_file_is_its_owners_alone(path: Path) -> None:
    here = SqliteStore.open(path)
    fill(here, 0)
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    assert modes.keys() >= {"jalon.db", "jalon.db-wal", "jalon.db-gate"}
    assert set(modes.values()) == {0o600}


def test_a_file_of_another_program_gets_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    sqlite3.connect(path).execute("CREATE TABLE x (y)")
    with pytest.raises(StoreError, match="another program"):
        SqliteStore.open(path)
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]


def test_who_waits_at_the_gate_comes_in_when_it_opens(path: Path) -> None:
    SqliteStore.open(path)
    one, other = Gate(str(path), 0.0), Gate(str(path), 5.0)
    with one.shut():
        assert not other.lock.taken()
    with other.shut():
        assert not one.lock.taken()
