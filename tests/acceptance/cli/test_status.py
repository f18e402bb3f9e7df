"""`jalon status` shows where everybody is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .conftest import Jalon, ahead


def rows(out: str, title: str) -> list[list[str]]:
    """The rows of a table, cut at double spaces."""
    table = out.partition(f"\n{title}\n")[2].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in row.split("   ") if cell.strip()] for row in table[2:]]


def test_journeys_are_counted(jalon: Jalon, running: Path) -> None:
    ran = jalon("status")
    assert ran.code == 0
    assert ran.out.startswith("jalon.db: 4 contacts, ")
    [welcome] = rows(ran.out, "journeys")
    assert welcome == ["welcome", "active", "2", "2", "2", "0", "0", "filter 1"]


def test_the_funnel_shows_each_step(jalon: Jalon, running: Path) -> None:
    assert rows(jalon("status").out, "welcome") == [
        ["start", "2"],
        ["send email hello", "2", "accepted 2"],
        ["wait 2 days", "0", "2"],
    ]


def test_the_ways_of_a_decision_are_counted(jalon: Jalon, running: Path) -> None:
    jalon("run", "--rehearse", "--until", ahead(3))
    out = jalon("status", "--db", "jalon.rehearsal.db").out
    assert ["if in segment french", "2", "else 1, yes 1"] in rows(out, "welcome")
    assert rows(out, "journeys")[0][-2:] == ["completed 2", "filter 1"]


def test_messages_are_counted_by_state(jalon: Jalon, running: Path) -> None:
    assert rows(jalon("status").out, "messages") == [["email", "accepted", "2"]]


def test_one_journey_can_be_asked_for(jalon: Jalon, running: Path) -> None:
    out = jalon("status", "welcome").out
    assert "\nwelcome\n" in out
    assert "\nmessages\n" not in out


def test_what_was_put_aside_is_shown(jalon: Jalon, running: Path) -> None:
    with closing(sqlite3.connect(running / "jalon.db")) as connection, connection:
        connection.execute("INSERT INTO quarantine (stage, reason, at) VALUES ('event', 'bad', 0)")
    [row] = rows(jalon("status").out, "put aside")
    assert row == ["event", "bad", "1", "1970-01-01 01:00:00"]  # in Paris


def test_an_older_version_keeps_its_funnel(jalon: Jalon, running: Path) -> None:
    text = (running / "welcome.journey").read_text().replace("2 days", "3 days")
    (running / "welcome.journey").write_text(text)
    assert jalon("run", "--once").out == "deployed: welcome\n"
    assert ["wait 2 days", "0", "2"] in rows(jalon("status").out, "welcome (version 1, replaced)")


def test_a_store_without_journeys_says_so(jalon: Jalon, project: Path) -> None:
    jalon("import", "contacts", "contacts.csv")
    ran = jalon("status")
    assert ran.code == 0
    assert "nothing has been deployed yet, `jalon run` does it" in ran.out


def test_an_unknown_journey_is_told(jalon: Jalon, running: Path) -> None:
    ran = jalon("status", "wellcome")
    assert ran.code == 2
    assert "did you mean `welcome`?" in ran.err


def test_output_for_a_file_is_plain(jalon: Jalon, running: Path) -> None:
    out = jalon("status").out
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())
