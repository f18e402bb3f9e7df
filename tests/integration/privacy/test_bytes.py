"""INV-21: after `jalon erase` no byte that tells who she was is in any file of the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli.__main__ import main
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.sqlite import store as sqlite_store

from .planted import ANA, BEN, MARKS, PHONES, planted

HERS = (MARKS[ANA].encode(), PHONES[ANA].encode())


def bytes_of(folder: Path) -> bytes:
    """Every file that belongs to the database."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("shop.db*")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of which much was written over, on the disk and in the log beside it."""
    path = tmp_path / "shop.db"
    with closing(SqliteStore.open(path)) as store:
        planted(store)
        for _ in range(3):
            store.connection.execute("UPDATE contact SET last_name = last_name || last_name")
            store.connection.execute("PRAGMA wal_checkpoint")
    return path


def test_no_byte_is_left(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert all(trace in bytes_of(path.parent) for trace in HERS)
    with closing(SqliteStore.open(path)) as running:  # as `jalon run` would be, between two ticks
        assert main(["erase", f"key-{MARKS[ANA]}", "--yes", "--db", str(path)]) == 0
        assert running.read("status.audience") != []
        assert [trace for trace in HERS if trace in bytes_of(path.parent)] == []
    assert MARKS[BEN].encode() in bytes_of(path.parent)
    assert "1 contact erased" in capfd.readouterr().out


def test_a_reader_who_stays_is_told_of(
    path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What he may still read stands in the log; when he is gone, the same command empties it."""
    monkeypatch.setattr(sqlite_store, "BUSY_SECONDS", 0.1)
    words = ["erase", f"key-{MARKS[ANA]}", "--yes", "--db", str(path)]
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM contact").fetchone()
        assert main(words) == 2
    assert "somebody still reads the database" in capfd.readouterr().err
    assert main(words) == 0
    assert [trace for trace in HERS if trace in bytes_of(path.parent)] == []
