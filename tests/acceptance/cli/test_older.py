"""A database of an older Jalon: what only reads it leaves it as it is, and says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from jalon.runtime.sqlite import SqliteStore, migrate, store

from .conftest import Jalon, ahead

OLDER = 17
READING = (
    *("prove --only 4", "doctor", "status", "trace 1", "export 1", "outbox list", "offers"),
    *("plan", "preview french", "message hello --contact ana@trail.example"),
)


@pytest.fixture
def older(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that an older Jalon has made."""
    all_of_them = migrate.migrations()
    with monkeypatch.context() as patch:
        for module in (migrate, store):
            patch.setattr(module, "migrations", lambda: [x for x in all_of_them if x[0] <= OLDER])
        SqliteStore.open(project / "jalon.db").close()
    return project / "jalon.db"


def schema(path: Path) -> int:
    """The number of the file's last migration."""
    with closing(sqlite3.connect(path)) as connection:
        return migrate.version(connection)


@pytest.mark.parametrize("words", READING)
def test_what_only_reads_does_not_bring_it_up(jalon: Jalon, older: Path, words: str) -> None:
    ran = jalon(*words.split())
    assert (ran.code, schema(older)) == (2, OLDER)
    assert f"is of an older Jalon (schema {OLDER}, this one has " in ran.err
    assert ("ok       templates: Jinja" in ran.out) == (words == "doctor")
    assert "help: end the programs of the older one, then start `jalon run`" in ran.err


def test_a_rehearsal_brings_its_copy_up_alone(jalon: Jalon, older: Path) -> None:
    assert jalon("run", "--rehearse", "--until", ahead(1)).code == 0
    assert schema(older) == OLDER
    assert schema(older.with_name("jalon.rehearsal.db")) > OLDER


def test_a_run_brings_it_up(jalon: Jalon, older: Path) -> None:
    assert jalon("run", "--once").code == 0
    assert schema(older) > OLDER
    assert jalon("status").code == 0
