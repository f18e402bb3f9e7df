"""Logical lines: tokens gathered up to where a line ends, with the comments around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .diagnostics import Finding, Fix, Rule
from .engine import WORD
from .nodes import Comment
from .rules import STRAY_CHARACTER, TOO_DEEP, UNCLOSED_TEXT, UNMATCHED_PARENTHESIS
from .slips import slip
from .source import Source, Span
from .tokens import COMMENT, NEWLINE, OPEN, STRAY, Token

DEEPEST = 64
BROKEN = frozenset({STRAY, OPEN})
APOSTROPHE = re.compile(r"['’]\w*")
_PARENTHESES = "()"


@dataclass(slots=True)
class Row:
    """A logical line, or at the end of a file the comments that no line follows.

    `above` are the comments on lines of their own before it, `beside` those inside it and at its
    right. `spaced` tells of an empty line before all of them.
    """

    column: int
    tokens: list[Token] = field(default_factory=list)
    above: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)
    spaced: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks over the tokens once; `depth` counts the parentheses that will be closed."""

    source: Source
    closed: set[int]
    row: Row = field(default_factory=lambda: Row(0))
    depth: int = 0
    fresh: bool = True

    def read(self, tokens: Iterable[Token]) -> Iterator[Row]:
        for token in tokens:
            if self.fresh and self.row.tokens and self._dedents(token):
                yield self._finish()
            if token.kind == NEWLINE:
                yield from self._newline()
            elif token.kind == COMMENT:
                self._comment(token)
            else:
                self._take(token)
        yield self._finish()

    def _newline(self) -> Iterator[Row]:
        tokens = self.row.tokens
        if tokens and self.depth == 0 and tokens[-1].text != ",":
            yield self._finish()
        elif not tokens and self.fresh and not self.row.above:
            self.row.spaced = True
        self.fresh = True

    def _finish(self) -> Row:
        row, self.row = self.row, Row(0)
        self.depth = 0
        return row

    def _dedents(self, token: Token) -> bool:
        """After a comma a line goes on below, but not further to the left than it began."""
        if token.kind in (NEWLINE, COMMENT) or self.depth:
            return False
        return column(self.source, token.start) < self.row.column

    def _comment(self, token: Token) -> None:
        text = token.text.rstrip()
        comment = Comment(text, Span(token.start, token.start + len(text)))
        (self.row.beside if self.row.tokens else self.row.above).append(comment)
        self.fresh = False

    def _take(self, token: Token) -> None:
        if not self.row.tokens:
            self.row.column = column(self.source, token.start)
        self.row.tokens.append(token)
        self.fresh = False
        if token.start in self.closed:
            self.depth += 1 if token.text == "(" else -1


def column(source: Source, offset: int) -> int:
    """How many characters stand before an offset on its line."""
    return offset - (source.text.rfind("\n", 0, offset) + 1)


def rows(source: Source, tokens: Sequence[Token]) -> Iterator[Row]:
    """The logical lines of a file; the last one has comments only, or nothing."""
    return _Reader(source, set(_matched(source, tokens))).read(tokens)


def _matched(source: Source, tokens: Iterable[Token]) -> Iterator[int]:
    """Where the parentheses stand that have a partner; the others must not swallow the file.

    A line further to the left than the one they opened on is not inside them.
    """
    waiting: list[int] = []
    margin, fresh = 0, True
    for token in tokens:
        if token.kind == NEWLINE:
            fresh = True
        elif fresh and token.kind != COMMENT:
            here, fresh = column(source, token.start), False
            if not waiting or here < margin:
                waiting, margin = [], here
        if token.text == "(":
            waiting.append(token.start)
        elif token.text == ")" and waiting:
            yield waiting.pop()
            yield token.start


def flaw(tokens: Sequence[Token]) -> tuple[Rule, Finding] | None:
    """The first thing that is wrong with a line whatever it says."""
    for at, token in enumerate(tokens):
        if token.kind in BROKEN:
            before = tokens[at - 1] if at else None
            return (
                _stray(tokens, at)
                if token.kind == STRAY
                else _apostrophe(before, token) or _unclosed(token)
            )
    return _unbalanced(tokens) or _too_deep(tokens)


def _stray(tokens: Sequence[Token], at: int) -> tuple[Rule, Finding]:
    habit = slip(tokens, at)
    if habit:
        return STRAY_CHARACTER, habit
    token = tokens[at]
    shown = f"`{token.text}`" if token.text.isprintable() else f"U+{ord(token.text):04X}"
    message = f"the character {shown} means nothing here"
    help_ = "remove it, or put the text it belongs to in double quotes"
    return STRAY_CHARACTER, Finding(token.span, message, help_)


def _apostrophe(before: Token | None, token: Token) -> tuple[Rule, Finding] | None:
    """`doesn't`, `l'email`: what looks like a text begins in the middle of a word."""
    rest = APOSTROPHE.match(token.text)
    if not rest or before is None or before.kind != WORD or before.end != token.start:
        return None
    span = Span(before.start, token.start + rest.end())
    message = f"`{before.text}{rest[0]}` has an apostrophe, which no word has"
    if rest[0][1:] != "t" or not before.text.endswith("n"):
        return UNCLOSED_TEXT, Finding(span, message, "texts stand in double quotes")
    full = f"{before.text[:-1]} not"
    return UNCLOSED_TEXT, Finding(span, message, f"say `{full}`", Fix(span, full))


def _unclosed(token: Token) -> tuple[Rule, Finding]:
    quote = token.text[0]
    closing = token.text.find({"‘": "’"}.get(quote, quote), 1)
    if quote in "'‘" and closing > 0:
        span = Span(token.start, token.start + closing + 1)
        inner = token.text[1:closing].replace("\\", "\\\\").replace('"', '\\"')
        help_ = f'write `"{inner}"`'
        fix = Fix(span, f'"{inner}"')
        return UNCLOSED_TEXT, Finding(span, "texts stand in double quotes", help_, fix)
    if token.text.startswith('"""'):
        help_ = 'end it with `"""`'
        return UNCLOSED_TEXT, Finding(token.span, "this text is never closed", help_)
    span = Span(token.start, token.start + len(token.text.rstrip()))
    help_ = 'a text ends on its line; for several lines use `"""` before and after'
    return UNCLOSED_TEXT, Finding(span, "this text is not closed", help_)


def _unbalanced(tokens: Iterable[Token]) -> tuple[Rule, Finding] | None:
    waiting: list[Token] = []
    for token in tokens:
        if token.text == "(":
            waiting.append(token)
        elif token.text == ")" and not waiting:
            message = "this parenthesis closes nothing"
            return UNMATCHED_PARENTHESIS, Finding(token.span, message, "remove it")
        elif token.text == ")":
            waiting.pop()
    if not waiting:
        return None
    message = "this parenthesis is not closed"
    return UNMATCHED_PARENTHESIS, Finding(waiting[0].span, message, "add the missing `)`")


def _too_deep(tokens: Iterable[Token]) -> tuple[Rule, Finding] | None:
    depth = wheres = 0
    for token in tokens:
        if token.text in _PARENTHESES:
            depth += 1 if token.text == "(" else -1
        elif token.text.lower() == "where":
            wheres += 1
        if depth + wheres > DEEPEST:
            message = f"conditions are nested more than {DEEPEST} deep here"
            return TOO_DEEP, Finding(token.span, message, "declare a segment for the inner part")
    return None
