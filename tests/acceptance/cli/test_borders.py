"""Where projects begin and end, files that may only be read, and crash files."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from jalon.cli import stores
from jalon.cli.crash import crashed

from .conftest import Jalon

ONE = "journey one:\n  starting point: added manually\n  wait 1h\n"


def test_a_folder_without_settings_says_that_it_is_a_project(jalon: Jalon, empty: Path) -> None:
    (empty / "one.journey").write_text(ONE)
    ran = jalon("check")
    assert ran.code == 0
    assert f"note: `{empty}` has no `jalon.toml`" in ran.err


def test_a_project_inside_another_is_left_out_with_a_note(jalon: Jalon, project: Path) -> None:
    inner = project / "inner"
    inner.mkdir()
    (inner / "jalon.toml").write_text("")
    (inner / "welcome.journey").write_text((project / "welcome.journey").read_text())
    ran = jalon("compile")
    assert ran.code == 0
    assert "note: `inner` is a project of its own, and is left out" in ran.err


@pytest.mark.parametrize(
    "words", [("status",), ("trace", "ana@trail.example"), ("preview", "french")]
)
def test_a_database_that_may_not_be_written_can_be_read(
    jalon: Jalon, running: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    before = jalon(*words).out
    monkeypatch.setattr(stores, "writable", lambda _path: False)
    ran = jalon(*words)
    assert (ran.code, ran.out) == (0, before)


def test_what_would_change_it_is_refused(
    jalon: Jalon, running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "writable", lambda _path: False)
    ran = jalon("journey", "pause", "welcome")
    assert ran.code == 2
    assert "may not be written" in ran.err


def test_crash_files_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for _ in range(8):
        crashed(ValueError("x"), ["run"])
    assert len(list(tmp_path.iterdir())) == 5
