"""`jalon compile` writes the program, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jalon.compiler.ir import Program

from .conftest import Jalon


def test_the_program_can_be_read_again(jalon: Jalon, project: Path) -> None:
    program = Program.model_validate_json(jalon("compile").out)
    assert [journey.name for journey in program.journeys] == ["welcome"]


def test_equal_projects_give_equal_bytes(jalon: Jalon, project: Path) -> None:
    assert jalon("compile").out == jalon("compile").out


def test_a_file_holds_what_would_be_printed(jalon: Jalon, project: Path) -> None:
    ran = jalon("compile", "-o", "program.json")
    assert (ran.code, ran.out) == (0, "")
    assert Path("program.json").read_text("utf-8") == jalon("compile").out


def test_mistakes_write_nothing(jalon: Jalon, project: Path) -> None:
    (project / "broken.journey").write_text("journey broken: wiat 1h\n")
    before = sorted(os.listdir())
    ran = jalon("compile", "-o", "program.json")
    assert (ran.code, ran.out) == (1, "")
    assert "error J103" in ran.err
    assert ran.err.endswith("nothing was done\n")
    assert sorted(os.listdir()) == before


def test_a_folder_that_is_not_there_is_told(jalon: Jalon, project: Path) -> None:
    ran = jalon("compile", "-o", "nowhere/program.json")
    assert ran.code == 2
    assert "no such file or directory" in ran.err


def test_the_project_can_be_named(
    jalon: Jalon, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = jalon("compile").out
    monkeypatch.chdir("/")
    assert jalon("compile", "--project", project / "emails").out == here
