"""Lines: what a page is made of, before comments, indentation and breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..source import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line in its canonical words, where it was read, and the lines of its block.

    A verbatim line is all that its span covers, comments and lines below included.
    """

    text: str
    span: Span
    block: tuple[Line, ...] = ()
    verbatim: bool = False


def every(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines and those in their blocks, from top to bottom."""
    for line in lines:
        yield line
        yield from every(line.block)
