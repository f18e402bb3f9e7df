"""`jalon erase` and `jalon export` on a project: asked first, and told what is left."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from .conftest import Jalon

ANA = "ana@trail.example"


def test_nobody_is_erased_unasked(jalon: Jalon, running: Path) -> None:
    ran = jalon("erase", ANA)
    assert (ran.code, "say so with `--yes`" in ran.err) == (2, True)
    assert jalon("trace", ANA).code == 0


@pytest.mark.parametrize(("answer", "code"), [("n\n", 2), ("\n", 2), ("yes\n", 0)])
def test_who_may_answer_is_asked(
    jalon: Jalon, running: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    asked = io.StringIO(answer)
    monkeypatch.setattr(asked, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", asked)
    assert jalon("erase", ANA).code == code
    assert jalon("trace", ANA).code == (0 if code else 2)


def test_what_is_left_elsewhere_is_told(jalon: Jalon, running: Path) -> None:
    out = jalon("erase", ANA, "--yes").out
    assert "1 contact erased" in out
    assert "sent/mail, messages as they were sent" in out
    assert "backups" in out
    assert f"`{ANA}`: erased before" in jalon("erase", ANA, "--yes").out


def test_a_file_names_many(jalon: Jalon, running: Path) -> None:
    (running / "people.txt").write_text(f"{ANA}\n\n2\nnobody@trail.example\n")
    ran = jalon("erase", "--file", "people.txt", "--yes")
    assert ran.code == 1
    assert "2 contacts erased" in ran.out
    assert "`nobody@trail.example`: nobody has this id" in ran.out
    assert "2 contacts" in jalon("status").out.splitlines()[0]


def test_a_file_that_is_not_there_is_a_sentence_and_a_help(jalon: Jalon, running: Path) -> None:
    ran = jalon("erase", "--file", "nofile.txt", "--yes")
    assert ran.code == 2
    assert ran.err.startswith("error: `nofile.txt`: no such file or directory\n  help: ")
    (running / "odd.txt").write_bytes(b"\xff\xfe")
    assert "save it as UTF-8" in jalon("erase", "--file", "odd.txt", "--yes").err


def test_who_was_erased_is_told_no_more(jalon: Jalon, running: Path) -> None:
    whole = json.loads(jalon("export", ANA).out)
    assert whole["contact"]["email"] == ANA
    assert whole["segments"] == ["french", "gold"]
    assert any("send email hello" in line for line in whole["story"])
    jalon("erase", ANA, "--yes")
    assert jalon("export", ANA).code == 2
    assert "welcome" in jalon("status").out
    assert jalon("run", "--once").code == 0
