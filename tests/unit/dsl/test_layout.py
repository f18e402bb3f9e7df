"""Layout: logical lines, blocks, comments."""

from typing import Any

import pytest

from jalon.dsl.layout import Line, lay_out
from jalon.dsl.nodes import FILE_END
from jalon.dsl.source import Source

from .reading import underlined


def outline(lines: list[Line]) -> list[Any]:
    """Lines as texts, those below as a list after them."""
    shown: list[Any] = []
    for line in lines:
        shown.append(" ; ".join(" ".join(token.text for token in part) for part in line.parts))
        if line.children:
            shown.append(outline(line.children))
    return shown


def laid_out(text: str) -> list[Any]:
    return outline(lay_out(Source("x", text)).lines)


def test_deeper_lines_belong_to_the_line_above() -> None:
    assert laid_out("a:\n  b:\n    c\n  d\ne") == ["a :", ["b :", ["c"], "d"], "e"]


def test_semicolons_separate_and_empty_parts_are_nothing() -> None:
    assert laid_out('a; b;; c "x;y" ;') == ['a ; b ; c "x;y"']


def test_parentheses_go_on_over_lines() -> None:
    assert laid_out("a (b\nor c\n) d\ne") == ["a ( b or c ) d", "e"]


def test_a_comma_goes_on_over_lines_and_comments() -> None:
    assert laid_out('a "x", # first\n\n  "y"\nb') == ['a "x" , "y"', "b"]


def test_a_comma_does_not_go_on_to_the_left() -> None:
    assert laid_out("a:\n  b,\nc") == ["a :", ["b ,"], "c"]


def test_a_parenthesis_that_is_never_closed_does_not_swallow_the_file() -> None:
    assert laid_out("a (b\nc (d)\ne") == ["a ( b", "c ( d )", "e"]


def test_a_file_may_stand_indented_as_a_whole() -> None:
    assert laid_out("  a:\n    b\n  c") == ["a :", ["b"], "c"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n", "   \n\t\n", ";"])
def test_a_file_may_hold_no_line(text: str) -> None:
    assert laid_out(text) == []


def comments(text: str) -> dict[str, dict[int, list[str]]]:
    found = lay_out(Source("x", text)).comments
    places = {"leading": found.leading, "trailing": found.trailing, "closing": found.closing}
    return {
        name: {start: [one.text for one in kept] for start, kept in place.items()}
        for name, place in places.items()
        if place
    }


def test_comments_above_belong_to_the_line_below() -> None:
    assert comments("# one  \n\n# two\nstop") == {"leading": {15: ["# one", "# two"]}}


def test_a_comment_beside_belongs_to_the_last_statement_of_its_line() -> None:
    assert comments("a; b # c") == {"trailing": {3: ["# c"]}}


def test_a_comment_inside_a_line_stays_with_it() -> None:
    assert comments("a, # one\n  b # two") == {"trailing": {0: ["# one", "# two"]}}


def test_comments_that_close_a_block_stay_in_it() -> None:
    text = "a:\n  b:\n    c\n    # in b\n  # in a\n# below\nd\n# end\n"
    assert comments(text) == {
        "leading": {text.index("d\n"): ["# below"]},
        "closing": {5: ["# in b"], 0: ["# in a"], FILE_END: ["# end"]},
    }


def test_empty_lines_above_are_remembered() -> None:
    assert lay_out(Source("x", "a\n\nb\n\n# c\nd\ne")).comments.spaced == {3, 10}


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("journey j:\n\twait 1h", [("J114", "\t")]),
        ("journey j:\n  if vip:\n\t\tstop", [("J114", "\t\t")]),
        ("wait 1h\n\tstop", [("J114", "\t"), ("J120", "stop")]),
        ("journey j:\n    stop\n  stop", [("J120", "stop")]),
        (" stop\nstop", [("J120", "stop")]),
        ("stop €", [("J112", "€")]),
        ("stop \x00", [("J112", "\x00")]),
        ("stop 'it'", [("J110", "'it'")]),
        ("add tag 'it\nstop", [("J110", "'it")]),
        ("add tag \u202evip", [("J113", "\u202e")]),
        ('add tag "\u2066vip" # \u200f', [("J113", "\u2066"), ("J113", "\u200f")]),
        ("if (vip: stop", [("J115", "(")]),
        ("if vip): stop", [("J115", ")")]),
    ],
)
def test_a_mistake_of_form_is_underlined(text: str, mistakes: list[tuple[str, str]]) -> None:
    assert underlined(text) == mistakes
