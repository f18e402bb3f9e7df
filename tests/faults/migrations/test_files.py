"""A SQLite file whose upgrade is killed has the old schema or the new one, and all its rows. F13"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite.migrate import migrate
from jalon.runtime.sqlite.store import connect
from jalon.runtime.store import StoreError

from .files import contents, contents_of, kills, objection, old, stages, upgrade, versions

EVERY = 17  # of the statements; `make torture` takes them all


@pytest.mark.parametrize("version", versions()[:-1:5])
def test_an_upgrade_that_is_killed_has_happened_or_not(version: int, tmp_path: Path) -> None:
    found = [objection(version, at, tmp_path) for at in list(kills(version))[version % 3 :: EVERY]]
    assert found == [None] * len(found)


def test_the_last_statement_is_the_one_that_counts(tmp_path: Path) -> None:
    """Kills that come too late find the new schema: the others would prove nothing."""
    path, [*_, version, _] = tmp_path / "store.db", versions()
    left = []
    for at in (8, kills(version)[-1]):
        path.write_bytes(old(version))
        assert upgrade(path, at)
        left.append(contents(path))
    assert tuple(left) == stages(version)


def test_what_was_killed_is_brought_up_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(old(1))
    assert upgrade(path, 60)
    SqliteStore.open(path).close()
    assert contents(path) == contents_of(1, upgraded=True)


def test_rows_come_through_every_upgrade() -> None:
    for version in versions()[1::4]:
        rows = contents_of(version, upgraded=True).rows
        assert len(rows) >= len(contents_of(version, upgraded=False).rows)
        assert sum("C2@x.example" in row for row in rows) == 1


def migrated(path: Path, see: Callable[[str], object]) -> None:
    """Brings a file up, while each statement is seen."""
    with closing(connect(str(path))) as connection:
        connection.set_trace_callback(see)
        migrate(connection, str(path))


def test_two_programs_upgrade_once(tmp_path: Path) -> None:
    """The second one sees the old schema, and waits until the first one is done."""
    path, met = tmp_path / "store.db", Event()
    path.write_bytes(old(1))

    def wait(text: str) -> None:
        assert "retold" not in text or met.wait(30)

    first = Thread(target=lambda: migrated(path, wait))
    first.start()
    migrated(path, lambda text: met.set() if "BEGIN" in text else None)
    first.join()
    assert contents(path) == contents_of(1, upgraded=True)


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    SqliteStore.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with pytest.raises(StoreError, match="written by a newer Jalon") as caught:
        SqliteStore.open(path)
    assert caught.value.help == "install the newer version, or use another file"
