"""Colour and care for terminals: painted words, and user text that cannot play tricks."""

from __future__ import annotations

import os
import unicodedata
from typing import TextIO

TAB = 4
_CODES = {"bold": "1", "red": "1;31", "yellow": "1;33", "cyan": "36", "green": "32", "dim": "2"}


def in_colour(stream: TextIO) -> bool:
    """Whether a stream wants colour: a terminal does, unless NO_COLOR or TERM say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def painted(text: str, colour: str, stream: TextIO) -> str:
    """The text, in colour where the stream wants it."""
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if in_colour(stream) else text


def visible(text: str) -> str:
    """One line of text without tabs, and with control characters made visible."""
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    column = 0
    for character in text:
        shown.append(glyph(character, column))
        column += width(shown[-1])
    return "".join(shown)


def glyph(character: str, column: int) -> str:
    """What stands on the screen, at a column from 0, for one character of a file."""
    if character == "\t":
        return " " * (TAB - column % TAB)
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character != "\u200d":
        return f"<U+{ord(character):04X}>"
    return character


def width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(cells(character) for character in text)


def cells(character: str) -> int:
    """How many cells of a terminal one character takes."""
    if unicodedata.combining(character) or character in "\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
