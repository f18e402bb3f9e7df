"""The tests bring their own PostgreSQL, and leave none behind."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from jalon.runtime.clock import SystemClock

from . import server

START = """
from tests.postgres.server import running
with running() as at:
    print(at, flush=True)
    input()
"""


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without PostgreSQL."""
    monkeypatch.setattr(server, "on_path", lambda: ())
    monkeypatch.setattr(server, "installed", lambda: ())


@pytest.mark.usefixtures("nothing_installed")
def test_where_the_system_has_none_the_package_serves() -> None:
    if importlib.util.find_spec(server.PACKAGE) is None:
        pytest.skip(f"the package {server.PACKAGE} is not installed")
    with server.running() as address, closing(psycopg.connect(address)) as connection:
        found = connection.execute("SELECT setting FROM pg_config() WHERE name = 'BINDIR'")
        assert server.PACKAGE in str(found.fetchone())


@pytest.mark.usefixtures("nothing_installed")
def test_where_there_is_none_at_all_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "packaged", lambda: ())
    with pytest.raises(server.NoServer, match="neither PostgreSQL 15 nor the package"):
        server.programs()


def test_a_killed_process_leaves_no_server_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        folder = Path(process.stdout.readline().partition("host=")[2].partition(" ")[0])
        assert (folder / "data" / "postmaster.pid").exists()
        process.kill()
    clock = SystemClock()
    for _ in range(100):
        if not folder.exists():
            break
        clock.sleep(100)
    assert not folder.exists()
