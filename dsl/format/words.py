"""Words: which texts can stand without quotes, and how the others are quoted."""

from __future__ import annotations

import re
from functools import cache

from ..nodes import Name, Text
from ..reading import engine
from .templates import Say

_WORD = re.compile(r"[^\W\d][\w\-\u0300-\u036f]*")
_FENCE = '"""'
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
_AMBIGUOUS = re.compile(r'\\|"(?=""|"?\Z)')  # a quote that with others makes three


def name(node: Name, say: Say) -> str:
    """A name, in quotes when it is not a word, or would be taken for another."""
    written = say.source.slice(node.span)
    bare = is_word(node.text) and (written == node.text or not is_taken(node.text))
    return node.text if bare else quoted(node.text)


def text(node: Text, say: Say) -> str:
    """A text in quotes; one that was written as a bare word, or in three quotes, stays so."""
    written = say.source.slice(node.span)
    if written == node.value and is_word(written):
        return written
    if written.startswith(_FENCE) and "\n" in written and not _has_blank_rows(node.value):
        return _fenced(f"\n{node.value}\n")
    if written.startswith(_FENCE) and "\n" not in node.value:
        return _fenced(node.value)
    return quoted(node.value)


def quoted(value: str) -> str:
    """A text in quotes, on one line."""
    return f'"{value.translate(_ESCAPES)}"'


def _fenced(inner: str) -> str:
    """A text in three quotes."""
    return _FENCE + _AMBIGUOUS.sub(lambda found: f"\\{found[0]}", inner) + _FENCE


def _has_blank_rows(value: str) -> bool:
    """Whether a row is nothing but spaces, which three quotes over several rows do not keep."""
    return any(row and not row.strip() for row in value.split("\n"))


def is_word(value: str) -> bool:
    """Whether a text has the form of a name."""
    return _WORD.fullmatch(value) is not None


def is_taken(word: str) -> bool:
    """Whether a word means something else somewhere in the grammar where a name can stand."""
    keywords, shapes = _rivals()
    return word.lower() in keywords or any(shape.fullmatch(word) for shape in shapes)


@cache
def _rivals() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    table = engine().table
    beside = {terminal for row in table.rows if "WORD" in row for terminal in row}
    keywords = frozenset(word for word, terminal in table.keywords.items() if terminal in beside)
    shapes = tuple(re.compile(shape) for name, shape in table.shapes.items() if name in beside)
    return keywords, shapes
