"""Slips of habit: each is planted somewhere, and its fix mends the line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from jalon.dsl.diagnostics import Diagnostic
from jalon.dsl.parser import parse
from jalon.dsl.slips import Piece, Slip, slips
from jalon.dsl.source import Source
from jalon.dsl.tokens import Token

BAD = Path(__file__).resolve().parents[2] / "language/bad"
PLANTED = [*sorted(BAD.glob("habits_*.journey")), BAD / "french.journey"]


def mistakes(text: str) -> list[Diagnostic]:
    return parse(Source("a.journey", text))[1]


def by_line(text: str, found: list[Diagnostic]) -> set[tuple[int, str]]:
    """What is said, and on which line."""
    return {(text.count("\n", 0, one.span.start), one.message) for one in found}


def mended(text: str) -> str:
    """The text with all fixes, from the last to the first."""
    for one in reversed(mistakes(text)):
        if one.fix:
            text = text[: one.fix.span.start] + one.fix.replacement + text[one.fix.span.end :]
    return text


def test_every_slip_is_planted(monkeypatch: pytest.MonkeyPatch) -> None:
    met: set[Slip] = set()
    finding = Slip.finding

    def seen(one: Slip, tokens: Sequence[Token], first: int) -> object:
        met.add(one)
        return finding(one, tokens, first)

    monkeypatch.setattr(Slip, "finding", seen)
    for case in BAD.rglob("*.journey"):
        mistakes(case.read_text("utf-8"))
    missing = [one for one in slips() if one not in met and "French" not in one.message]
    assert [[word.pattern for word in one.said] for one in missing] == []


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: case.stem)
def test_a_fix_removes_its_mistake(case: Path) -> None:
    text = case.read_text("utf-8")
    fixable = by_line(text, [one for one in mistakes(text) if one.fix])
    assert fixable & by_line(mended(text), mistakes(mended(text))) == set()


def test_the_forms_of_a_piece() -> None:
    assert (Piece("1.000").digits, Piece("9").afternoon, Piece("12").afternoon) == (
        "1000",
        "21",
        "12",
    )
    assert Piece("Seven").numeral == "7"
