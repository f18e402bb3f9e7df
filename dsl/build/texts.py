"""Texts: what stands between the quotes, its escapes resolved."""

from __future__ import annotations

import re

from ..diagnostics import Finding, Fix
from ..rules import UNKNOWN_ESCAPE, Mistake
from ..source import Span
from ..tokens import Token

_ESCAPES = {"n": "\n", "\\": "\\", '"': '"', "”": "”", "»": "»"}
_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)
_INNER_SPACES = " \u00a0\u202f"


def text_value(token: Token) -> str:
    """The value of a text token; an unknown escape is a `Mistake` at its place."""
    raw = token.text
    if raw.startswith('"""'):
        return _unescape(_dedent(raw[3:-3]), token)
    inner = raw[1:-1]
    if raw.startswith("«") and inner[:1] in _INNER_SPACES and inner[-1:] in _INNER_SPACES:
        inner = inner[1:-1]
    return _unescape(inner, token)


def _unescape(text: str, token: Token) -> str:
    if "\\" not in text:
        return text
    for found in _BACKSLASH.finditer(token.text):
        if found[1] not in _ESCAPES:
            raise _unknown_escape(found[0], token.start + found.start())
    return _BACKSLASH.sub(lambda found: _ESCAPES[found[1]], text)


def _unknown_escape(escape: str, start: int) -> Mistake:
    span = Span(start, start + len(escape))
    shown = escape if escape.isprintable() else "\\"
    return Mistake(
        UNKNOWN_ESCAPE,
        Finding(
            span,
            f"`{shown}` means nothing in a text",
            r"write `\\` for a backslash, `\"` for a quote, `\n` for a new line",
            Fix(Span(start, start), "\\"),
        ),
    )


def _dedent(text: str) -> str:
    """Drop the margin common to all lines, and the line ends next to the quotes."""
    first, newline, rest = text.partition("\n")
    if not newline:
        return text
    lines = rest.split("\n")
    margins = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    closing = [len(lines[-1])] if not lines[-1].strip() else []
    margin = min(margins + closing, default=0)
    lines = [line[margin:] if line.strip() else "" for line in lines]
    if closing:
        lines.pop()
    return "\n".join([first, *lines] if first.strip() else lines)
