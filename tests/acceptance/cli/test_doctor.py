"""`jalon doctor`, and what `jalon run` looks at when it starts."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from jalon.runtime.sqlite import SqliteStore

from .conftest import Jalon, ahead

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
FOREVER = [sys.executable, "-m", "jalon.cli", "run"]


@pytest.fixture(autouse=True)
def _strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody says that nothing has to survive: other tests of the process do, for their server."""
    monkeypatch.delenv("JALON_UNSAFE", raising=False)


def last_tick(project: Path) -> int:
    """When the engine ticked last."""
    with closing(sqlite3.connect(project / "jalon.db")) as connection:
        return int(connection.execute("SELECT watermark FROM engine").fetchone()[0])


def test_a_healthy_database(running: Path, jalon: Jalon) -> None:
    ran = jalon("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "ok       permissions: `" in ran.out
    assert "ok       pages: every page and every index of the file is as it should be" in ran.out


def test_what_was_found_as_json(running: Path, jalon: Jalon) -> None:
    found = {one["what"]: one for one in json.loads(jalon("doctor", "--json").out)}
    assert found["synchronous"]["level"] == "ok"
    assert found.keys() >= {"library", "journal", "log", "disk", "templates", "clock", "time zones"}


@pytest.mark.parametrize(
    ("mode", "told"),
    [(0o666, "0666: anybody may change it"), (0o644, "0644: anybody may read it")],
)
def test_T34_a_file_that_anybody_may_read_or_change_is_not_run(
    running: Path, jalon: Jalon, mode: int, told: str
) -> None:
    (running / "jalon.db").chmod(mode)
    assert jalon("doctor").code == 1
    ran = jalon("run", "--once")
    assert (ran.code, f"has the permissions {told}" in ran.err) == (2, True)
    assert "`chmod 600 " in ran.err
    assert jalon("erase", "1", "--yes").code == jalon("status").code == 0


@pytest.fixture
def careless() -> Iterator[None]:
    """New files may be read by anybody, unless somebody thinks of it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
def test_T34_copies_and_exports_are_their_owners_alone(running: Path, jalon: Jalon) -> None:
    jalon("run", "--rehearse", "--until", ahead(1))
    jalon("export", "1", "--out", "ana.json")
    files = [*running.glob("jalon.*db*"), running / "ana.json"]
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in files}
    assert modes.keys() >= {"jalon.db", "jalon.rehearsal.db", "ana.json"}
    assert set(modes.values()) == {0o600}


def test_a_second_run_on_the_same_file_is_refused(running: Path, jalon: Jalon) -> None:
    with SqliteStore.open(running / "jalon.db").alone():
        ran = jalon("run", "--once")
    assert ran.code == 2
    assert "jalon.db` has a `jalon run` already, process " in ran.err


def test_F9_a_run_waits_for_a_full_disk_and_goes_on_by_itself(running: Path, jalon: Jalon) -> None:
    before = last_tick(running)
    child = subprocess.Popen(FOREVER, stderr=subprocess.PIPE, text=True)
    assert child.stderr is not None
    late = threading.Timer(60, child.kill)
    late.start()
    try:
        while last_tick(running) == before and child.poll() is None:
            time.sleep(0.05)
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        for line in child.stderr:
            if "trying again" in line:
                break
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, UNLIMITED)
        assert "the database is back\n" in child.stderr
    finally:
        child.terminate()
        child.communicate()
        late.cancel()
    assert jalon("prove").code == 0
