"""Rows, blocks and comments: every case of the folder `layouts` comes out as it says."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from jalon.dsl.format import format_source
from jalon.dsl.source import Source

FOLDER = Path(__file__).with_name("layouts")


def cases() -> Sequence[object]:
    """Name, text and what becomes of it."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        _, *sections = path.read_text("utf-8").split("\n=== ")
        for section in sections:
            name, _, text = section.partition("\n")
            before, arrow, after = text.partition("\n→\n")
            found.append(pytest.param(before, after if arrow else before, id=name))
    return found


def formatted(text: str) -> str:
    result, found = format_source(Source("case.journey", text))
    assert found == []
    return str(result)


@pytest.mark.parametrize(("before", "after"), cases())
def test_a_layout_comes_out_as_it_should(before: str, after: str) -> None:
    assert formatted(before) == f"{after.strip()}\n"


@pytest.mark.parametrize(("before", "after"), cases())
def test_a_layout_in_form_stays(before: str, after: str) -> None:
    assert formatted(formatted(before)) == formatted(before)


def test_an_empty_file_stays_empty() -> None:
    assert formatted("") == formatted("\n\n  \n") == ""


def test_line_ends_and_marks_of_other_systems_go() -> None:
    assert formatted("\ufeffwait 1h\r\nstop") == "wait 1h\nstop\n"
