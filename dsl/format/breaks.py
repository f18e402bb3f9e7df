"""Breaks: where a line that is too long goes on below."""

from __future__ import annotations

import re

WIDTH = 100
INDENT = "  "
_CONTINUED = INDENT * 2

_PIECE = re.compile(
    r"""(?P<text> \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\" | " (?: [^"\\] | \\. )* " )
    | (?P<comma> ,[ ] ) | (?P<word> [ ](?=(?:and|or)[ ]) ) | [()]""",
    re.VERBOSE | re.DOTALL,
)


def rows(text: str, margin: str) -> list[str]:
    """The rows of a logical line, with their margin; only what goes too far is broken.

    A line can go on below after a comma, and anywhere inside parentheses: there it breaks before
    `and` and `or`. One that has neither stays long.
    """
    if "\n" in text:
        return _indented(text, margin)
    if len(margin + text) <= WIDTH:
        return [margin + text]
    found, row = [], margin
    for piece in _pieces(text):
        if row.strip() and len(row + piece.rstrip()) > WIDTH:
            found.append(row.rstrip())
            row = margin + _CONTINUED
            piece = piece.lstrip()
        row += piece
    return [*found, row]


def _indented(text: str, margin: str) -> list[str]:
    """The rows of a text in three quotes, below where it begins."""
    first, *others = text.split("\n")
    return [margin + first, *(margin + INDENT + row if row else "" for row in others)]


def _pieces(text: str) -> list[str]:
    """The parts of a line that stay together."""
    cuts, depth = [0], 0
    for found in _PIECE.finditer(text):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if found["comma"]:
            cuts.append(found.end())
        elif found["word"] and depth:
            cuts.append(found.start())
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
