"""Sources: line ends, marks, places."""

import pytest

from jalon.dsl.source import Position, Source, Span


def test_a_byte_order_mark_is_dropped() -> None:
    assert Source("x", "\ufeffstop").text == "stop"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_accepted(end: str) -> None:
    assert Source("x", f"wait 1h{end}stop").text == "wait 1h\nstop"


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (5, (3, 1)), (99, (3, 2)), (-1, (1, 1))],
)
def test_places_are_counted_from_one_in_characters(offset: int, position: Position) -> None:
    assert Source("x", "éa\n\u4e00\nc").position(offset) == position


def test_an_offset_is_the_inverse_of_a_position() -> None:
    source = Source("x", "wait 1h\n  stop\n")
    for offset in range(len(source.text) + 1):
        assert source.offset(*source.position(offset)) == offset


def test_a_line_comes_without_its_end() -> None:
    source = Source("x", "wait 1h\nstop")
    assert [source.line(1), source.line(2)] == ["wait 1h", "stop"]


def test_spans_join_and_cut() -> None:
    source = Source("x", "wait 1h")
    assert source.slice(Span(0, 4).to(Span(5, 7))) == "wait 1h"
