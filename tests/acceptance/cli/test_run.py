"""`jalon run` deploys, ticks and delivers, until it is told to end."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from .conftest import Jalon, ahead


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a process of its own, after its first line."""
    command_line = [sys.executable, "-m", "jalon", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command_line, stdout=pipe, stderr=pipe, text=True) as command:
        assert command.stdout is not None
        assert command.stdout.readline().startswith("deployed: ")
        try:
            yield command
        finally:
            command.kill()


def letters(project: Path, folder: str = "sent/mail") -> list[str]:
    """The letters in a maildir."""
    return [file.read_text() for file in (project / folder).rglob("*") if file.is_file()]


def content(database: Path) -> list[str]:
    """Everything in a database, as SQL."""
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def test_the_first_run_deploys(jalon: Jalon, project: Path) -> None:
    assert jalon("run", "--once").out == "deployed: welcome\n"
    assert jalon("run", "--once").out == ""


def test_who_signs_up_gets_a_letter(jalon: Jalon, project: Path) -> None:
    jalon("run", "--once")
    jalon("import", "contacts", "contacts.csv")
    ran = jalon("run", "--once")
    assert ran.code == 0
    assert "2 entered" in ran.out
    assert "2 accepted" in ran.out
    assert sorted("Ana" in letter for letter in letters(project)) == [False, True]


def test_what_is_put_off_is_told_with_its_reason_and_the_clock_by_its_name(
    jalon: Jalon, project: Path
) -> None:
    smtp = '[delivery]\nsender = "smtp"\nhost = "127.0.0.1"\nport = 9\nfrom = "a@x.example"\n'
    (project / "jalon.toml").write_text(smtp)
    jalon("run", "--once")
    jalon("import", "contacts", "contacts.csv")
    told = jalon("run", "--once").out.splitlines()
    assert told[0].split()[2] == "Europe/Paris"
    assert told[1].startswith("  2 × email hello put off: 127.0.0.1:9 cannot be reached")
    assert "127.0.0.1:9 cannot be reached" in jalon("status").out


def test_the_end_of_a_run_lies_ahead(jalon: Jalon, project: Path) -> None:
    ran = jalon("run", "--until", "2020-01-01T09:00")
    assert ran.code == 2
    assert "`--until` is over" in ran.err
    assert not (project / "jalon.db").exists()


def test_mistakes_run_nothing(jalon: Jalon, project: Path) -> None:
    (project / "broken.journey").write_text("journey broken: wiat 1h\n")
    (project / "jalon.toml").write_text('[delivery]\nsender = "mailder"\n')
    ran = jalon("run", "--once")
    assert ran.code == 1
    assert "broken.journey" in ran.err
    assert "mailder" in ran.err
    assert not (project / "jalon.db").exists()


def test_a_secret_that_is_not_there_is_told(
    jalon: Jalon, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOT_SET_HERE", raising=False)
    login = 'sender = "smtp"\nhost = "localhost"\nuser = "me"\npassword = "env:NOT_SET_HERE"\n'
    (project / "jalon.toml").write_text(f"[delivery]\n{login}")
    ran = jalon("run", "--once")
    assert ran.code == 2
    assert "`NOT_SET_HERE` is not set" in ran.err


def test_a_secret_of_a_webhook_that_is_not_there_is_told_before_anything_is_deployed(
    jalon: Jalon, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOT_SET_HERE", raising=False)
    (project / "crm.journey").write_text("webhook crm:\n  url: env:NOT_SET_HERE\n")
    ran = jalon("run", "--once")
    assert (ran.code, ran.out) == (2, "")
    assert "`NOT_SET_HERE` is not set" in ran.err
    assert not (project / "jalon.db").exists()


def test_a_rehearsal_goes_ahead_on_a_copy(jalon: Jalon, running: Path) -> None:
    before, sent = content(running / "jalon.db"), letters(running)
    ran = jalon("run", "--rehearse", "--until", ahead(3))
    assert ran.code == 0
    assert ran.out.startswith("rehearsed until 20")
    assert content(running / "jalon.db") == before
    assert letters(running) == sent
    trace = jalon("trace", "ana@trail.example", "--db", "jalon.rehearsal.db").out
    assert 'add tag "fr"' in trace
    assert "completed" in trace


def test_a_rehearsal_keeps_its_own_letters(jalon: Jalon, project: Path) -> None:
    jalon("run", "--once")
    jalon("import", "contacts", "contacts.csv")
    for _ in range(2):
        jalon("run", "--rehearse", "--until", ahead(3))
        assert len(letters(project, "rehearsal/mail")) == 2
    assert letters(project) == []


def test_a_rehearsal_clears_nothing_but_letters(jalon: Jalon, project: Path) -> None:
    (project / "rehearsal").mkdir()
    (project / "rehearsal/notes.txt").write_text("mine")
    ran = jalon("run", "--rehearse", "--until", ahead(3))
    assert ran.code == 2
    assert "holds `notes.txt`" in ran.err
    assert (project / "rehearsal/notes.txt").exists()


def test_a_rehearsal_needs_an_end(jalon: Jalon, project: Path) -> None:
    ran = jalon("run", "--rehearse")
    assert (ran.code, "add `--until" in ran.err) == (2, True)


def test_ctrl_c_ends_after_the_tick(project: Path) -> None:
    with started("run") as command:
        command.send_signal(signal.SIGINT)
        _, err = command.communicate(timeout=30)
        assert command.returncode == 130
        assert err == "stopping after this tick; Ctrl-C again stops at once\n"


def test_a_service_that_is_stopped_ends_well(project: Path) -> None:
    with started("run") as command:
        command.terminate()
        assert command.communicate(timeout=30) == ("", "")
        assert command.returncode == 0


def test_a_run_ends_at_its_instant(jalon: Jalon, project: Path) -> None:
    ran = jalon("run", "--until", ahead(2 / 86_400))
    assert ran.code == 0
    assert ran.out == "deployed: welcome\n"


def test_a_locked_database_is_told(
    jalon: Jalon, running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jalon.runtime.sqlite.store.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(running / "jalon.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = jalon("run", "--once")
        other.rollback()
    assert ran.code == 2
    assert "`jalon.db` is in use by another program" in ran.err.replace(str(running) + "/", "")
