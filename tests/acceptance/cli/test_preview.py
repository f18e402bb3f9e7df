"""`jalon preview` counts a segment and leaves the database as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .conftest import Jalon


def content(database: Path) -> list[str]:
    """Everything in a database, as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_members_are_counted_and_shown(jalon: Jalon, running: Path) -> None:
    ran = jalon("preview", "french")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "french: 3 contacts"
    assert [line.split() for line in lines[-3:]] == [
        ["1", "ana@trail.example"],
        ["3", "cleo@trail.example"],
        ["4", "dora@trail.example"],
    ]


def test_the_sample_can_be_smaller_or_none(jalon: Jalon, running: Path) -> None:
    assert "cleo@" not in jalon("preview", "french", "--sample", "1").out
    assert jalon("preview", "french", "--sample", "0").out == "french: 3 contacts\n"


def test_an_empty_segment_is_a_count(jalon: Jalon, running: Path) -> None:
    with (running / "shop.journey").open("a") as file:
        file.write('\nsegment nobody:\n  country is "AQ"\n')
    assert jalon("preview", "nobody").out == "nobody: 0 contacts\n"


def test_a_built_in_segment_can_be_asked_for(jalon: Jalon, running: Path) -> None:
    assert jalon("preview", "lapsed_customers").out == "lapsed_customers: 0 contacts\n"


def test_a_field_that_is_not_deployed_yet_can_be_asked_for(jalon: Jalon, running: Path) -> None:
    with (running / "shop.journey").open("a") as file:
        file.write('\nfield size: number\n\nsegment tall:\n  field size > 190\n  country is "FR"\n')
    before = content(running / "jalon.db")
    ran = jalon("preview", "tall")
    assert (ran.code, ran.out) == (0, "tall: 0 contacts\n")
    assert content(running / "jalon.db") == before


def test_sql_asks_no_database(jalon: Jalon, project: Path) -> None:
    ran = jalon("preview", "french", "--sql")
    assert ran.code == 0
    assert "SELECT" in ran.out
    assert not (project / "jalon.db").exists()


def test_explain_shows_the_plan(jalon: Jalon, running: Path) -> None:
    ran = jalon("preview", "french", "--explain")
    assert ran.code == 0
    assert "SCAN" in ran.out or "SEARCH" in ran.out
    assert "SELECT" in jalon("preview", "french", "--explain", "--sql").out


def test_another_instant_can_be_asked_for(jalon: Jalon, running: Path) -> None:
    with (running / "shop.journey").open("a") as file:
        file.write("\nsegment fresh:\n  added in the last 30 days\n")
    assert jalon("preview", "fresh", "--sample", "0").out == "fresh: 4 contacts\n"
    assert jalon("preview", "fresh", "--at", "2001-01-01").out == "fresh: 0 contacts\n"


def test_a_missing_database_is_not_made(jalon: Jalon, project: Path) -> None:
    ran = jalon("preview", "french")
    assert ran.code == 2
    assert "there is no database `jalon.db`" in ran.err
    assert not (project / "jalon.db").exists()


def test_an_unknown_segment_is_told(jalon: Jalon, running: Path) -> None:
    ran = jalon("preview", "frensh")
    assert ran.code == 2
    assert ran.err == "error: there is no segment `frensh`\n  help: did you mean `french`?\n"
