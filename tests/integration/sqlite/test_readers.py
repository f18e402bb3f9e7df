"""Who only reads a file: writes and checkpoints nothing, waits for nobody, comes to an end."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli.stores import changing, reading
from jalon.compiler.sql.statement import Statement
from jalon.runtime import intake, segments
from jalon.runtime.access import access
from jalon.runtime.deploy import deploy
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.prove import violations
from jalon.runtime.sqlite import SqliteStore, store
from jalon.runtime.store import StoreError, TooSlow
from jalon.runtime.trace import trace

from ...conformance.scenario import HEAD, NOW, compiled

SEGMENT = 'segment french:\n  country is "FR"\n'
ENDLESS = Statement(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1 FROM n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store is that has a schema."""
    found = tmp_path / "jalon.db"
    SqliteStore.open(found).close()
    return found


def test_who_reads_neither_writes_nor_checkpoints(path: Path) -> None:
    """Reliability 1.3: SQLite up to 3.51.2 can lose a commit beside another's checkpoint."""
    with reading(path) as found:
        assert isinstance(found, SqliteStore)
        for pragma, value in (("query_only", 1), ("wal_autocheckpoint", 0)):
            assert found.connection.execute(f"PRAGMA {pragma}").fetchall() == [(value,)]
        with pytest.raises(StoreError, match="may not be written"):
            found.write("deploy.zone-put", id=1, name="UTC")
        with pytest.raises(StoreError, match="may not be written"), found.transaction():
            raise AssertionError
    with changing(path) as found:
        found.write("deploy.zone-put", id=1, name="UTC")


def test_who_reads_may_fill_tables_of_her_work_alone(path: Path) -> None:
    with closing(SqliteStore.open_reading(path)) as found:
        with found.glance():
            found.write("tick.clear-touched")
            found.many("tick.put-period", [{"id": 1, "zone": 0, "lo": 1, "hi": 2}])
        with pytest.raises(StoreError, match="may not be written"):
            found.write("deploy.zone-put", id=1, name="UTC")


def test_who_reads_waits_for_nobody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.05)
    with closing(SqliteStore.open(path)) as one, one.transaction():
        one.write("deploy.zone-put", id=1, name="UTC")
        with reading(path) as other:
            assert other.read("deploy.zone-name", id=1) == []


def test_a_file_without_a_log_is_given_one_before_it_is_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with reading(path) as found:
        assert isinstance(found, SqliteStore)
        assert found.connection.execute("PRAGMA journal_mode").fetchall() == [("wal",)]


def test_all_that_is_asked_of_a_store_can_be_asked_by_who_only_reads(path: Path) -> None:
    program, _ = compiled(path.parent, HEAD + SEGMENT)
    assert program
    with closing(SqliteStore.open(path)) as one:
        deploy(one, program, NOW)
        intake.add_contacts(one, [ContactRow(key="ana", country="FR")], NOW, "historic")
    with reading(path) as found:
        assert segments.count(found, program, "french", NOW) == 1
        assert violations(found, NOW) == []
        story = trace(found, "ana")
        assert story
        assert access(found, story, program, NOW)["segments"] == ["french"]


def test_T6_a_question_without_end_is_broken_off(path: Path) -> None:
    with reading(path) as found:
        with found.limited(100), pytest.raises(TooSlow, match="did not answer in time"):
            found.read(ENDLESS)
        assert found.read("deploy.zone-name", id=1) == []


def test_T6_a_segment_that_takes_too_long_is_told_by_name(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, _ = compiled(path.parent, HEAD + SEGMENT)
    assert program
    monkeypatch.setattr(segments, "PREVIEW", 100)
    monkeypatch.setattr("jalon.compiler.sql.segments.count", lambda *_: ENDLESS)
    with reading(path) as found, pytest.raises(TooSlow, match="in `french`") as told:
        segments.count(found, program, "french", NOW)
    assert "jalon preview french --explain" in str(told.value.help)
