"""Databases that are not there, not ours, or not whole: a sentence, and nothing is changed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import Jalon

READING = [("status",), ("trace", "1"), ("preview", "french")]


@pytest.mark.parametrize("words", READING)
def test_reading_makes_no_database(jalon: Jalon, project: Path, words: tuple[str, ...]) -> None:
    ran = jalon(*words)
    assert ran.code == 2
    assert "there is no database `jalon.db`" in ran.err
    assert not (project / "jalon.db").exists()


@pytest.mark.parametrize("words", READING)
def test_an_empty_file_stays_empty(jalon: Jalon, project: Path, words: tuple[str, ...]) -> None:
    (project / "jalon.db").touch()
    assert jalon(*words).code == 2
    assert (project / "jalon.db").stat().st_size == 0


@pytest.mark.parametrize("words", [*READING, ("run", "--once")])
def test_a_file_that_is_no_database_is_left_as_it_was(
    jalon: Jalon, project: Path, words: tuple[str, ...]
) -> None:
    (project / "jalon.db").write_text("dear diary")
    ran = jalon(*words)
    assert ran.code == 2
    assert "is not a Jalon store" in ran.err
    assert (project / "jalon.db").read_text() == "dear diary"


@pytest.mark.parametrize("words", [*READING, ("run", "--once")])
def test_a_foreign_database_is_left_as_it_was(
    jalon: Jalon, project: Path, words: tuple[str, ...]
) -> None:
    with closing(sqlite3.connect(project / "jalon.db")) as connection, connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    before = (project / "jalon.db").read_bytes()
    ran = jalon(*words)
    assert ran.code == 2
    assert "is a database of another program" in ran.err
    assert (project / "jalon.db").read_bytes() == before


def test_a_database_of_a_newer_jalon_is_told(jalon: Jalon, running: Path) -> None:
    with closing(sqlite3.connect(running / "jalon.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    ran = jalon("status")
    assert ran.code == 2
    assert "was written by a newer Jalon" in ran.err


@pytest.mark.parametrize("words", READING)
def test_a_folder_is_no_database(jalon: Jalon, project: Path, words: tuple[str, ...]) -> None:
    ran = jalon(*words, "--db", project / "emails")
    assert ran.code == 2
    assert "cannot be opened" in ran.err
    assert "it is a folder: name a file in it, such as `" in ran.err


def test_a_file_that_may_not_be_read_is_told(
    jalon: Jalon, running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert "may you read it?" in jalon("status").err


@pytest.mark.parametrize("word", ["mysql://root:secret@x/y", "sqlite:///crm.db"])
def test_an_address_of_another_kind_is_no_file(jalon: Jalon, project: Path, word: str) -> None:
    ran = jalon("status", "--db", word)
    assert (ran.code, "only `postgresql://…` or a file" in ran.err) == (2, True)
    assert "secret" not in ran.err


def test_a_database_in_no_folder_is_told(jalon: Jalon, project: Path) -> None:
    ran = jalon("run", "--once", "--db", "nowhere/jalon.db")
    assert ran.code == 2
    assert "cannot be opened" in ran.err


def test_the_database_lies_beside_the_settings(
    jalon: Jalon, running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(running / "emails")
    assert jalon("status").code == 0
    assert not Path("jalon.db").exists()
