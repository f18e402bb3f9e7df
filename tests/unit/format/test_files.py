"""Real files: every journey of this repository, with comments thrown in anywhere."""

import re
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.dsl.format import format_source
from jalon.dsl.parser import parse
from jalon.dsl.source import Source
from jalon.dsl.tokens import scan

ROOT = Path(__file__).parents[3]
FOLDERS = ("tests/language", "tests/unit/dsl/lines", "examples", "cli")
PATHS = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.journey"))]
SOURCES = [Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in PATHS]
READ = [source for source in SOURCES if not parse(source)[1]]
PLAIN = [source for source in READ if "\ntest " not in source.text]  # tests stay as they are
EXAMPLES = [source for source in READ if source.path.startswith(("examples", "cli"))]
AROUND = {
    "conditions": "segment s:\n  {}",
    "events": "journey j:\n  starting point: {}",
    "steps": "journey j:\n  {}",
}
MARKS = st.lists(
    st.tuples(st.integers(0, 10**6), st.none() | st.integers(0, 6)), min_size=1, max_size=8
)
MARK = "# mark"


def named(source: Source) -> str:
    return source.path


def formatted(source: Source) -> Source:
    text, found = format_source(source)
    assert found == []
    return Source(source.path, str(text))


def comments(source: Source) -> list[str]:
    return [token.text.rstrip() for token in scan(source) if token.kind == "COMMENT"]


def rows_inside(source: Source) -> set[int]:
    """The rows that end in a text or a comment, where another comment would be a part of it."""
    found = set()
    for token in scan(source):
        if token.kind in ("STRING", "COMMENT"):
            first, last = source.position(token.start).line, source.position(token.end).line
            found |= set(range(first, last + (token.kind == "COMMENT")))
    return found


def marked(source: Source, marks: list[tuple[int, int | None]]) -> Source:
    """The source with numbered comments at the right of some rows, or below them."""
    rows = source.text.split("\n")
    free = sorted(set(range(1, len(rows) + 1)) - rows_inside(source))
    for place, margin in marks:
        below = "  " if margin is None else f"\n{' ' * margin}"
        rows[free[place % len(free)] - 1] += below + MARK
    numbers = count(1)
    text = re.sub(MARK, lambda found: f"{found[0]} {next(numbers)}", "\n".join(rows))
    return Source(source.path, text)


@pytest.mark.parametrize("source", READ, ids=named)
def test_a_file_in_form_stays(source: Source) -> None:
    once = formatted(source)
    assert formatted(once).text == once.text


@pytest.mark.parametrize("source", EXAMPLES, ids=named)
def test_the_examples_are_in_form(source: Source) -> None:
    assert formatted(source).text == source.text


@pytest.mark.parametrize("source", READ, ids=named)
@settings(max_examples=settings().max_examples // 10)
@given(marks=MARKS)
def test_comments_stay_in_order(source: Source, marks: list[tuple[int, int | None]]) -> None:
    before = marked(source, marks)
    once = formatted(before)
    assert comments(once) == comments(before)
    assert formatted(once).text == once.text


def spread(source: Source, widths: list[int]) -> Source:
    """The source with more spaces between its words."""
    text, end = "", 0
    for at, token in enumerate(scan(source)):
        gap = source.text[end : token.start]
        wider = gap and not text.endswith("\n") and "\n" not in token.text
        text += gap + " " * (widths[at % len(widths)] if wider else 0)
        text, end = text + token.text, token.end
    return Source(source.path, text)


@pytest.mark.parametrize("source", PLAIN, ids=named)
@settings(max_examples=settings().max_examples // 20)
@given(widths=st.lists(st.integers(0, 3), min_size=1))
def test_spaces_between_words_make_no_difference(source: Source, widths: list[int]) -> None:
    once, again = formatted(source), formatted(spread(source, widths))
    assert re.sub(" +#", " #", again.text) == re.sub(" +#", " #", once.text)


@pytest.mark.parametrize(("kind", "around"), AROUND.items())
def test_every_form_of_a_line_can_be_formatted(kind: str, around: str) -> None:
    lines = (ROOT / "tests/unit/dsl/lines" / f"{kind}.txt").read_text("utf-8").split("\n")
    for line in filter(None, lines[1:]):
        once = formatted(Source(line, around.format(line.partition("→")[0])))
        assert formatted(once).text == once.text


def test_a_file_with_mistakes_is_left_alone() -> None:
    text, found = format_source(Source("wrong.journey", "wait 1h\nwiat 2h\n"))
    assert (text, [diagnostic.code for diagnostic in found]) == (None, ["J103"])
