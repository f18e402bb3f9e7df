"""Margins: the comments of a file, each given to a line that is printed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..nodes import FILE_END, Comment, Comments
from .lines import Line, every

Attached = Mapping[int, tuple[Comment, ...]]


@dataclass(slots=True)
class Margin:
    """The comments of a line: above it, at its right, below its block."""

    above: list[Comment] = field(default_factory=list)
    beside: list[Comment] = field(default_factory=list)
    below: list[Comment] = field(default_factory=list)


def margins(comments: Comments, lines: Sequence[Line]) -> Mapping[int, Margin]:
    """The comments by the start of their line, but those that a verbatim line brings itself."""
    found: dict[int, Margin] = defaultdict(Margin)
    for key, own in _given(comments.leading, lines):
        found[key].above += own
    for key, own in _given(comments.trailing, lines):
        found[key].beside += own
    for key, own in _given(comments.closing, lines):
        found[key].below += own
    return found


def _given(comments: Attached, lines: Sequence[Line]) -> Iterator[tuple[int, list[Comment]]]:
    """Comments belong to where a line starts: with a parenthesis, just before its first node."""
    starts = [line.span.start for line in every(lines)]
    verbatim = [line for line in lines if line.verbatim]
    for key in sorted(comments):
        at = len(starts) if key == FILE_END else bisect_left(starts, key)
        own = [comment for comment in comments[key] if not _is_inside(comment, verbatim)]
        yield starts[at] if at < len(starts) else FILE_END, own


def _is_inside(comment: Comment, verbatim: Iterable[Line]) -> bool:
    spans = (line.span for line in verbatim)
    return any(span.start <= comment.span.start < span.end for span in spans)
