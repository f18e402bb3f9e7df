"""Slips: what people write out of habit, found around the place where a line got stuck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from .. import grammar
from .diagnostics import Applicability, Finding, Fix
from .tokens import Token
from .words import brief, shown

NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LINE_START = "^"

Pattern = tuple[re.Pattern[str], ...]


class Piece(str):
    """A word of a slip as it was written, in the forms that an answer may need."""

    __slots__ = ()

    @property
    def digits(self) -> str:
        """`1.000` without its point."""
        return "".join(letter for letter in self if letter.isdigit())

    @property
    def afternoon(self) -> str:
        """The hour that `6 pm` is."""
        return str(int(self) % 12 + 12)

    @property
    def numeral(self) -> str:
        """`two` in digits."""
        return str(NUMERALS.index(self.lower()))


@dataclass(frozen=True, slots=True)
class Slip:
    """One habit: how it is recognized, and what is said about it."""

    said: Pattern
    message: str
    help: str
    meant: str | None = None
    after: Pattern = ()
    line: Pattern = ()
    place: str | None = None
    rule: str | None = None
    glued: bool = False

    def at(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether it stands at a token."""
        return (
            _fits(self.said, tokens, first)
            and self.answer(tokens, first) != shown(tokens[first : first + len(self.said)]).lower()
            and _fits(self.line, tokens, 0)
            and first >= len(self.line)
            and (not self.after or _precedes(self.after, tokens, first))
            and not (self.glued and _spaced(tokens[first : first + len(self.said)]))
        )

    def answer(self, tokens: Sequence[Token], first: int) -> str | None:
        """What is meant by the tokens from one on."""
        found = tokens[first : first + len(self.said)]
        return None if self.meant is None else self.meant.format(*_pieces(found))

    def finding(self, tokens: Sequence[Token], first: int) -> Finding:
        """What is said about the tokens from one on."""
        found = tokens[first : first + len(self.said)]
        pieces, span = _pieces(found), found[0].span.to(found[-1].span)
        meant = self.answer(tokens, first)
        fix = None if meant is None else Fix(span, meant, Applicability.UNSAFE)
        message, help_ = self.message.format(*pieces), self.help.format(*pieces)
        return Finding(span, message, help_, fix, self.rule)


def slip(tokens: Sequence[Token], at: int, start: str | None = None) -> Finding | None:
    """The habit that explains why a line got stuck at a token (or at its end), if one does."""
    at = min(at, len(tokens) - 1)
    for one, before in _with(tokens[at].text):
        if one.place in (None, start) and one.at(tokens, at - before):
            return one.finding(tokens, at - before)
    return None


@lru_cache(maxsize=256)
def _with(word: str) -> tuple[tuple[Slip, int], ...]:
    """The habits that a word can be part of, each with how many words stand before it there."""
    return tuple(
        (one, before)
        for one in slips()
        for before in reversed(range(len(one.said)))
        if one.said[before].fullmatch(word)
    )


@cache
def slips() -> tuple[Slip, ...]:
    """All habits that are known, in the order in which they are looked for."""
    import tomllib  # only a file with a mistake waits for it

    data: dict[str, Any] = tomllib.loads(grammar.read("slips.toml"))
    kinds = data["kinds"]
    return (*(_slip(one, kinds) for one in data["slips"]), *_french(data["french"], kinds))


def _slip(data: dict[str, Any], kinds: dict[str, str]) -> Slip:
    meant = data.get("meant")
    return Slip(
        _pattern(data["said"], kinds),
        data.get("message", "`{0}` is not how it is said here"),
        data.get("help", f"say `{meant}`"),
        meant,
        _pattern(data.get("after", ""), kinds),
        _pattern(data.get("line", ""), kinds),
        data.get("place"),
        data.get("rule"),
        data.get("glued", False),
    )


def _french(words: dict[str, str], kinds: dict[str, str]) -> Iterator[Slip]:
    for said, meant in words.items():
        yield Slip(_pattern(said, kinds), "`{0}` is French", f"say `{meant}`", meant)


def _pattern(words: str, kinds: dict[str, str]) -> Pattern:
    return tuple(_shape(word, kinds) for word in words.split())


def _shape(word: str, kinds: dict[str, str]) -> re.Pattern[str]:
    """`a|b`, `<number>` and `^`, as what a token's text has to be."""
    choices = [word] if word == "|" else word.split("|")
    parts = [kinds[one[1:-1]] if one[:1] + one[-1:] == "<>" else re.escape(one) for one in choices]
    return re.compile("|".join(parts), re.IGNORECASE)


def _pieces(found: Sequence[Token]) -> list[Piece]:
    """The words of a slip, the whole of it first."""
    return [Piece(shown(found)), *(Piece(brief(token.text)) for token in found)]


def _fits(pattern: Pattern, tokens: Sequence[Token], first: int) -> bool:
    if first < 0 or first + len(pattern) > len(tokens):
        return False
    found = tokens[first : first + len(pattern)]
    return all(shape.fullmatch(token.text) for shape, token in zip(pattern, found, strict=True))


def _precedes(pattern: Pattern, tokens: Sequence[Token], first: int) -> bool:
    if first == 0:
        return any(shape.fullmatch(_LINE_START) for shape in pattern)
    return _fits(pattern, tokens, first - len(pattern))


def _spaced(tokens: Sequence[Token]) -> bool:
    return any(one.end < other.start for one, other in pairwise(tokens))
