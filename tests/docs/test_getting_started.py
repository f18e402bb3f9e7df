"""Getting started: whoever types what the page says sees what the page shows."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jalon.cli.__main__ import main as command

from .pages import ROOT, blocks

PAGE = ROOT / "docs/getting-started.md"
PROJECT = "trail"
WRITTEN = "2027-01-01"
"""A day to come on the page; the tests take one that is always to come."""


def typed(transcript: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what it prints."""
    _, *parts = re.split(r"^\$ ", transcript, flags=re.MULTILINE)
    return [(line, output) for line, _, output in (part.partition("\n") for part in parts)]


def matches(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; `…` is anything."""
    pattern = ".*".join(re.escape(piece) for piece in shown.split("…"))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program, *words = shlex.split(line)
    if program == "cd":
        monkeypatch.chdir(words[0])
    else:
        assert program == "jalon"
        command(words)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the page is followed; the files it shows are there once the project is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_files(folder: Path) -> None:
    for block in [*blocks(PAGE, "journey"), *blocks(PAGE, "csv")]:
        (folder / PROJECT / block.rest).write_text(block.text, "utf-8")


def test_the_page_can_be_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    soon = f"{datetime.now(UTC) + timedelta(days=10):%Y-%m-%d}"
    for block in blocks(PAGE, "console"):
        for line, shown in typed(block.text.replace(WRITTEN, soon)):
            run(line, monkeypatch)
            printed = "".join(capfd.readouterr())
            assert matches(shown, printed), f"{block}: {line}\n{printed}"
            if line.startswith("jalon init"):
                write_files(folder)
