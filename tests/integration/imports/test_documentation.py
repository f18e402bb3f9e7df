"""The page about importing: its files are imported by its commands, with the results it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from jalon.cli.__main__ import main as command
from jalon.connect.files import COLUMNS

PAGE = Path(__file__).parents[3] / "docs/importing.md"
FENCE = re.compile(r"^```(?P<form>\w+)(?: (?P<name>\S+))?\n(?P<text>.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """A block of the page: its language, its file, its text."""

    form: str
    name: str | None
    text: str


def blocks(*forms: str) -> list[Block]:
    """The blocks of the page in these languages."""
    found = (Block(*match.groups()) for match in FENCE.finditer(PAGE.read_text("utf-8")))
    return [block for block in found if block.form in forms]


def transcript(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    parts = re.split(r"^\$ ", text, flags=re.M)[1:]
    return [(line, output) for line, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the page, to work in."""
    monkeypatch.chdir(tmp_path)
    for _, name, text in blocks("csv", "ndjson"):
        if name and not name.endswith(".refused.csv"):
            (tmp_path / name).write_text(text)
    return tmp_path


def test_every_command_of_the_page_does_what_it_shows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [console] = blocks("console")
    for line, output in transcript(console.text):
        program, *words = shlex.split(line)
        assert program == "jalon"
        command(words)
        assert capsys.readouterr().out == output
    for _, name, text in blocks("csv"):
        assert (folder / str(name)).read_text() == text


def test_the_python_of_the_page_runs(folder: Path) -> None:
    [python] = blocks("python")
    exec(compile(python.text, str(PAGE), "exec"), {})
    assert (folder / "audience.db").exists()


def test_the_page_names_every_column() -> None:
    page = PAGE.read_text("utf-8")
    names = {name for columns in COLUMNS.values() for name in columns.known}
    names |= {name for columns in COLUMNS.values() for name in columns.unused or ()}
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []
