"""Tokens: words, literals and signs, whatever the text."""

import pytest

from jalon.dsl.source import Source, Span
from jalon.dsl.tokens import scan


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in scan(Source("x", text))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("orders", "WORD"),
        ("cart_reminder-2", "WORD"),
        ("été", "WORD"),
        ("e\u0301te\u0301", "WORD"),
        ("名前", "WORD"),
        ("_x", "WORD"),
        ("in-store", "WORD"),
        ("12", "NUMERAL"),
        ("12.5", "NUMERAL"),
        ("2026-12-24", "CALENDAR_DAY"),
        ("12-24", "MONTH_DAY"),
        ("9:30", "CLOCK"),
        ("09:30", "CLOCK"),
        ("env:CRM_TOKEN", "SECRET"),
        ('""', "STRING"),
        ('"a # b ; c: (d"', "STRING"),
        (r'"a \" b"', "STRING"),
        ("“a”", "STRING"),
        ("«a»", "STRING"),
        ('"""a\n"b" ""\nc"""', "STRING"),
        ("# a comment", "COMMENT"),
        (">=", "SIGN"),
        ("!=", "SIGN"),
        ("€", "STRAY"),
    ],
)
def test_a_shape_is_one_token(text: str, kind: str) -> None:
    assert kinds(text) == [(kind, text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("30m", ["30", "m"]),
        ("1h 30m", ["1", "h", "30", "m"]),
        ("50%", ["50", "%"]),
        ("interests.running", ["interests", ".", "running"]),
        ("Europe/Paris", ["Europe", "/", "Paris"]),
        ("a>=3", ["a", ">=", "3"]),
        ("+10", ["+", "10"]),
        ("10:stop", ["10", ":", "stop"]),
        ("a\u00a0b\u202fc", ["a", "b", "c"]),
        ('"""" b', ['""""', " b"]),
    ],
)
def test_tokens_need_no_space_between_them(text: str, pieces: list[str]) -> None:
    if text.startswith('"'):
        assert [kind for kind, _ in kinds(text)] == ["OPEN"]
    else:
        assert [piece for _, piece in kinds(text)] == pieces


@pytest.mark.parametrize("text", ['"a', "“a", "«a", "'a'", r'"a\"'])
def test_a_text_that_is_not_closed_ends_with_its_line(text: str) -> None:
    assert kinds(f"{text}\nstop")[0] == ("OPEN", text)
    assert kinds(f"{text}\nstop")[-1] == ("WORD", "stop")


def test_a_long_text_that_is_not_closed_ends_with_its_indented_lines() -> None:
    found = kinds('  body: """\n    hello\n\n    you\n  kind: marketing')
    assert [kind for kind, _ in found] == [
        *("WORD", "SIGN", "OPEN", "NEWLINE", "WORD", "SIGN", "WORD"),
    ]


def test_tokens_know_their_place() -> None:
    first, second = scan(Source("x", "wait   1h"[:8]))
    assert (first.span, second.span) == (Span(0, 4), Span(7, 8))
