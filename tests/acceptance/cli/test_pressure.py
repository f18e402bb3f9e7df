"""A disk that is all but full: no message leaves, whatever comes is taken, and it is told."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from jalon.cli import pressure
from jalon.runtime.sqlite import SqliteStore

from .conftest import Jalon
from .test_run import letters

FULL = 2.0  # nobody has twice as much free as there is


def test_under_pressure_opt_outs_are_taken_and_nothing_leaves(
    jalon: Jalon, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jalon("run", "--once")
    jalon("import", "contacts", "contacts.csv")
    monkeypatch.setattr(pressure, "LEAST_FREE", FULL)
    ran = jalon("run", "--once")
    assert ran.err.startswith("no message leaves: less than 200% of the disk under `")
    assert ran.err.count("\n") == 1
    assert "\nno message leaves: less than 200% of the disk" in jalon("status").out
    table = (project / "contacts.csv").read_text().replace("ana@trail.example", "ana@x.example")
    (project / "late.csv").write_text(table.replace("DE,subscribed", "DE,unsubscribed"))
    assert jalon("import", "contacts", "late.csv").code == 0
    assert letters(project) == []
    monkeypatch.undo()
    monkeypatch.chdir(project)
    assert jalon("run", "--once").err == ""
    assert len(letters(project)) == 1
    assert "no message leaves" not in jalon("status").out


def test_pressure_is_told_once_a_minute_and_when_it_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    seconds = iter((100.0, 101.0, 160.0, 161.0, 162.0))
    monkeypatch.setattr(pressure, "stopwatch", lambda: next(seconds))
    with closing(SqliteStore.open(tmp_path / "jalon.db")) as store:
        asked = pressure.Pressure(store, told.append)
        for least in (FULL, FULL, FULL, 0.0, 0.0):
            monkeypatch.setattr(pressure, "LEAST_FREE", least)
            assert bool(asked()) == (least == FULL)
    assert [words.split(":")[0] for words in told] == [
        *["no message leaves"] * 2,
        "there is room on the disk again",
    ]
