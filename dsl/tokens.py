"""Tokens: a source cut into words, literals and signs, each with its place.

What a word means is left open: a keyword is one only where the grammar expects it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .source import Source, Span

SPACE, NEWLINE, COMMENT, STRAY, OPEN = "SPACE", "NEWLINE", "COMMENT", "STRAY", "OPEN"

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that change the order in which a line is shown, and so can hide what it says."""

_SHAPES = re.compile(
    r"""
    (?P<SPACE> [ \t\f\v\u00a0\u2007\u202f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+ )
  | (?P<NEWLINE> \n )
  | (?P<COMMENT> \#[^\n]* )
  | (?P<SECRET> env:[A-Za-z_]\w* )
  | (?P<WORD> (?<=[0-9])(?:h|m|min|d)(?=[0-9])   # of `1h30m`
            | [^\W\d][\w\-\u0300-\u036f]* )
  | (?P<CALENDAR_DAY> [0-9]{4}-[0-9]{2}-[0-9]{2} (?!\w) )
  | (?P<CLOCK> [0-9]{1,2}:[0-9]{2} (?!\d) )
  | (?P<MONTH_DAY> [0-9]{2}-[0-9]{2} (?![\w-]) )
  | (?P<NUMERAL> [0-9]+ (?:\.[0-9]+)? )
  | (?P<STRING>
        \"\"\" (?> (?: [^"\\] | \\. | "(?!"") )* ) \"\"\"
      | "(?!"") (?> (?: [^"\\\n] | \\. )* ) "
      | “ (?> (?: [^”\\\n] | \\. )* ) ”
      | « (?> (?: [^»\\\n] | \\. )* ) »
    )
  | (?P<OPEN> \"\"\" | ["“«'‘’] [^\n]* )
  | (?P<SIGN> [><!]= | [><=:;,.()%+\-/] )
  | (?P<STRAY> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class Token:
    """A piece of a source. `kind` is WORD, SIGN, or the terminal of a literal."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.start, self.end)


def scan(source: Source) -> Iterator[Token]:
    """The tokens of a source in order, line ends and comments among them, spaces left out.

    Never fails: what nothing begins with is STRAY, and a text that is not closed is OPEN up to
    the end of its line, or of its indented lines for one that began with three quotes.
    """
    text = source.text
    match = _SHAPES.match
    position = 0
    while found := match(text, position):
        kind = str(found.lastgroup)
        end = found.end()
        if kind == OPEN:
            end = _end_of_open(text, position, end)
        if kind != SPACE:
            yield Token(kind, text[position:end], position, end)
        position = end


def _end_of_open(text: str, start: int, end: int) -> int:
    """Where a text without an end is taken to stop, so that it does not swallow the file."""
    if text[start:end] != '"""':
        return end
    indent = start - (text.rfind("\n", 0, start) + 1)
    margin = len(text[start - indent : start]) - len(text[start - indent : start].lstrip())
    stop = _line_end(text, start)
    while stop < len(text):
        line = text[stop + 1 : _line_end(text, stop + 1)]
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        stop = _line_end(text, stop + 1)
    return stop


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found
