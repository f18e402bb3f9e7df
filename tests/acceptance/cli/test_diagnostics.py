"""Diagnostics in four forms; the lines are those of the style page."""

from __future__ import annotations

import io
import json

import pytest

from jalon.cli.report.diagnostics import FORMATS, print_diagnostics, tally
from jalon.dsl.diagnostics import Applicability, Diagnostic, Fix, Severity
from jalon.dsl.source import Source, Span

CART = Source(
    "cart.journey",
    'journey cart:\n  starting point: abandons cart\n\n  starting point: tag added "vip"\n',
)
PLACE = Span(CART.offset(4, 3), CART.offset(4, 34))
EXCLUSIVE = Diagnostic(
    "J401",
    "exclusive-starting-point",
    Severity.ERROR,
    "cart.journey",
    PLACE,
    "`abandons cart` cannot be combined with another starting point",
    "make it a journey of its own, or drop one of the two",
    "SP-05",
    Fix(PLACE, "", Applicability.UNSAFE),
)
FULL = """\
cart.journey:4:3: error J401[exclusive-starting-point] `abandons cart` cannot be combined with \
another starting point
  4 |   starting point: tag added "vip"
    |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  help: make it a journey of its own, or drop one of the two · rule SP-05
"""


def printed(form: str, source: Source | None = CART, *found: Diagnostic) -> str:
    out = io.StringIO()
    print_diagnostics(found or [EXCLUSIVE], lambda _: source, form, out)
    return out.getvalue()


def about(text: str, start: int, end: int) -> tuple[str, str]:
    """The line and the underline that are printed for a span of a text."""
    found = Diagnostic("J101", "x", Severity.WARNING, "a.journey", Span(start, end), "no")
    _, line, underline = printed("full", Source("a.journey", text), found).splitlines()
    return line, underline


def test_full_is_as_the_style_page_shows_it() -> None:
    assert printed("full") == FULL


def test_concise_is_the_first_line() -> None:
    assert printed("concise") == FULL.partition("\n")[0] + "\n"


def test_two_are_set_apart() -> None:
    assert printed("full", CART, EXCLUSIVE, EXCLUSIVE) == f"{FULL}\n{FULL}"


def test_a_file_that_cannot_be_read_has_no_line() -> None:
    first, second = printed("full", None).splitlines()
    assert first.startswith("cart.journey: error J401[")
    assert second.startswith("  help: ")


def test_json_has_the_same_keys_for_all() -> None:
    [found] = json.loads(printed("json"))
    assert found == {
        "code": "J401",
        "name": "exclusive-starting-point",
        "severity": "error",
        "path": "cart.journey",
        "line": 4,
        "column": 3,
        "end_line": 4,
        "end_column": 34,
        "message": EXCLUSIVE.message,
        "help": EXCLUSIVE.help,
        "rule": "SP-05",
        "fix": {"start": 49, "end": 80, "replacement": "", "applicability": "unsafe"},
    }
    [bare] = json.loads(printed("json", None))
    assert list(bare) == list(found)


def test_json_of_nothing_is_an_empty_list() -> None:
    out = io.StringIO()
    print_diagnostics([], lambda _: None, "json", out)
    assert json.loads(out.getvalue()) == []


def test_github_gets_a_workflow_command() -> None:
    assert printed("github") == (
        "::error title=J401[exclusive-starting-point],file=cart.journey,line=4,col=3,"
        "endLine=4,endColumn=34::`abandons cart` cannot be combined with another starting "
        "point%0Amake it a journey of its own, or drop one of the two\n"
    )


def test_github_text_is_escaped() -> None:
    found = Diagnostic("J1", "x", Severity.WARNING, "a,b:c.journey", Span(0, 1), "50%\r\nof it")
    command = printed("github", None, found)
    assert command == "::warning title=J1[x],file=a%2Cb%3Ac.journey::50%25%0D%0Aof it\n"


@pytest.mark.parametrize(
    ("text", "start", "end", "line", "underline"),
    [
        ("send email x", 5, 10, "send email x", "     ^^^^^"),
        ('add tag "日本" x', 8, 12, 'add tag "日本" x', "        ^^^^^^"),
        ('add tag "日本" x', 13, 14, 'add tag "日本" x', "               ^"),
        ("e\u0301t\u00e9 x", 5, 6, "e\u0301t\u00e9 x", "    ^"),
        ("\twait 1h", 1, 5, "    wait 1h", "    ^^^^"),
        ("ab\tc", 3, 4, "ab  c", "    ^"),
        ("wait", 4, 4, "wait", "    ^"),
        ("ab\ncd", 0, 5, "ab", "^^"),
        ("ab\n", 2, 3, "ab", "  ^"),
        ("x\u202ey", 2, 3, "x<U+202E>y", "         ^"),
        ("x\x1b[31my", 1, 2, "x<U+001B>[31my", " ^^^^^^^^"),
    ],
)
def test_the_underline_stands_below_the_words(
    text: str, start: int, end: int, line: str, underline: str
) -> None:
    assert about(text, start, end) == (f"  1 | {line}", f"    | {underline}")


def test_a_very_long_line_is_cut_around_the_place() -> None:
    line, underline = about("a" * 500_000 + "WRONG" + "b" * 500_000, 500_000, 500_005)
    assert len(line) < 140
    start = underline.index("^")
    assert line[start : start + underline.count("^")] == "WRONG"
    assert line.startswith("  1 | …")
    assert line.endswith("…")


def test_an_empty_file_has_no_line_to_show() -> None:
    found = Diagnostic("J904", "x", Severity.ERROR, ".", Span(0, 0), "nothing here")
    assert printed("full", Source(".", ""), found) == ".:1:1: error J904[x] nothing here\n"


def test_colour_is_for_those_who_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31merror\x1b[0m" in printed("full")
    monkeypatch.setenv("NO_COLOR", "1")
    assert printed("full") == FULL


def test_every_form_is_one_that_can_be_asked_for() -> None:
    assert list(FORMATS) == ["full", "concise", "json", "github"]


def test_the_tally_counts_each_kind() -> None:
    warning = Diagnostic("J8", "x", Severity.WARNING, "b.journey", Span(0, 0), "no")
    assert tally([EXCLUSIVE, EXCLUSIVE, warning]) == "2 errors and 1 warning in 2 files"
    assert tally([warning]) == "1 warning in 1 file"
