"""`jalon prove`: what it says of a database that is whole, and of one that is not."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from jalon.cli.verbs.prove import as_json, report
from jalon.runtime.prove import INVARIANTS, Finding, Unseen

from .conftest import Jalon


def planted(project: Path) -> None:
    """Somebody takes a run away."""
    with sqlite3.connect(project / "jalon.db") as connection:
        connection.execute("DELETE FROM waiting")
        connection.execute("DELETE FROM enrollment")


def test_a_database_that_only_ran_keeps_every_invariant(running: Path, jalon: Jalon) -> None:
    ran = jalon("prove")
    assert (ran.code, ran.err) == (0, "")
    for line in ran.out.splitlines():
        if line.startswith("INV-") and "prove" not in line:
            assert line.split()[-1] == "0" or not line.split()[-1].isdigit()
    assert "INV-8: the process harness" in ran.out


def test_a_violation_is_told_with_its_meaning_and_its_first_rows(
    running: Path, jalon: Jalon
) -> None:
    planted(running)
    ran = jalon("prove", "--only", "1")
    assert ran.code == 1
    assert "INV-1: Somebody was let in, and there is no run of it" in ran.out
    assert "  journey 1, contact 1, run 1\n  journey 1, contact 2, run 2\n" in ran.out
    assert "INV-4" not in ran.out


def test_the_findings_as_json(running: Path, jalon: Jalon) -> None:
    planted(running)
    ran = jalon("prove", "--json", "--only", "INV-1", "--only", "INV-8")
    first, other = json.loads(ran.out)
    assert ran.code == 1
    assert first["violations"][0]["values"] == {"journey": 1, "contact": 1, "run": 1}
    assert (first["rows"], other["violations"], other["rows"]) == (6, [], 0)


def test_an_invariant_that_does_not_exist(running: Path, jalon: Jalon) -> None:
    ran = jalon("prove", "--only", "99")
    assert ran.code == 2
    assert "there is no invariant `INV-99`" in ran.err


def test_what_nobody_could_look_at_has_no_count_and_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    [whole] = [one for one in INVARIANTS if one.id == "INV-25"]
    found = Finding(whole, 0, (), (Unseen("prove.broken-index", "nobody may", "allow it"),))
    report([found])
    line, *_, gap, help = capsys.readouterr().out.rstrip().splitlines()[2:]
    assert line.split()[-1] == "0"  # the rows; of violations there is no count
    assert (gap, help) == ("INV-25: not looked at: nobody may (prove.broken-index)", "  allow it")
    assert "nobody may" in json.dumps(as_json(found))
