"""Whatever a file holds, the compiler answers with diagnostics: never with an exception."""

import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.compiler.pipeline import compile_project
from jalon.compiler.project import ProjectSources

from .planted import cases

TEXTS = [case.read_text() for case in (*cases("good"), *cases("bad")) if case.is_file()]
LINES = sorted({line for text in TEXTS for line in text.split("\n")})
WORD = re.compile(r'"[^"\n]*"|[\w.%-]+|[:;,()<>=+]')
WORDS = sorted({word for text in TEXTS for word in WORD.findall(text)})

Edit = Callable[[list[str]], list[str]]


def dropped(place: int) -> Edit:
    return lambda lines: lines[: place % len(lines)] + lines[place % len(lines) + 1 :]


def inserted(place: int, line: str) -> Edit:
    return lambda lines: [*lines[: place % len(lines)], line, *lines[place % len(lines) :]]


def reworded(place: int, which: int, word: str) -> Edit:
    def edit(lines: list[str]) -> list[str]:
        line = lines[place % len(lines)]
        found = list(WORD.finditer(line))
        if not found:
            return lines
        old = found[which % len(found)]
        new = line[: old.start()] + word + line[old.end() :]
        return [*lines[: place % len(lines)], new, *lines[place % len(lines) + 1 :]]

    return edit


places = st.integers(0, 1000)
edits = st.one_of(
    st.builds(dropped, places),
    st.builds(inserted, places, st.sampled_from(LINES)),
    st.builds(reworded, places, places, st.sampled_from(WORDS)),
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(edits, min_size=1, max_size=4))
def test_edited_files_compile_or_are_refused(text: str, changes: list[Edit]) -> None:
    lines = text.split("\n")
    for change in changes:
        lines = change(lines) if len(lines) > 1 else lines
    program, diagnostics = compile_project(ProjectSources.of({"a.journey": "\n".join(lines)}))
    assert (program is None) == any(one.severity == "error" for one in diagnostics)
