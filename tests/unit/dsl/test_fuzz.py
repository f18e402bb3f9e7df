"""Any text: no exception, and every span inside the file."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jalon.dsl import nodes
from jalon.dsl.parser import parse
from jalon.dsl.reading import engine
from jalon.dsl.source import Source, Span

from .reading import declared, samples

KEYWORDS = sorted(engine().table.keywords)
LITERALS = ["x", '"a"', "3", "2.5", "1h", "50%", "5 EUR", "2026-12-24", "09:30", "12-24", "env:X"]
SHAPES = ["\n", "\n  ", "\n    ", "\n\t", ";", ":", "(", ")", ",", "#", '"', '"""', "“", "€", "-"]
words = st.sampled_from(KEYWORDS + LITERALS + SHAPES)
lines = st.sampled_from(
    [text for name in ("steps", "heads", "events", "conditions") for text, _ in samples(name)]
)


def below(node: Any) -> Iterator[nodes.Node]:
    """A node and all nodes in it."""
    if isinstance(node, tuple):
        for item in node:
            yield from below(item)
    elif isinstance(node, nodes.Node):
        yield node
        for field in fields(node):
            yield from below(getattr(node, field.name))


def check(text: str) -> None:
    source = Source("any.journey", text)
    file, found = parse(source)
    size = len(source.text)
    spans = [node.span for node in below(file)] + [mistake.span for mistake in found]
    spans += [mistake.fix.span for mistake in found if mistake.fix]
    assert all(Span(0, 0) <= span and span.start <= span.end <= size for span in spans)
    assert all(mistake.message and "\n" not in mistake.message for mistake in found)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(st.lists(words, max_size=40))
def test_any_words_are_read(found: list[str]) -> None:
    check(" ".join(found))


@given(st.lists(st.tuples(st.integers(0, 4), lines, st.sampled_from(["", ":", ";"])), max_size=12))
def test_any_lines_in_any_places_are_read(found: list[tuple[int, str, str]]) -> None:
    check("\n".join("  " * depth + line + end for depth, line, end in found))


@given(lines, st.integers(0, 100), st.sampled_from([*SHAPES, "", "x", "wait", "and"]))
def test_any_line_with_a_slip_is_read(line: str, at: int, slip: str) -> None:
    cut = min(at, len(line))
    for text in (line[:cut] + slip + line[cut + 1 :], line[:cut] + slip + line[cut:]):
        check(f"journey j:\n  {text}")
        check(f"segment s:\n  {text}")


@given(lines)
def test_the_children_of_a_node_lie_inside_it(line: str) -> None:
    file, _ = parse(Source("any.journey", f"journey j:\n  only if: {line}"))
    for node in below(declared(file).settings):
        for child in below(tuple(getattr(node, field.name) for field in fields(node))):
            assert node.span.start <= child.span.start <= child.span.end <= node.span.end
