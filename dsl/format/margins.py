"""Margins: the comments of a file, each given to a line that is printed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..nodes import FILE_END, Comment, Comments
from ..source import Span
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
    places = _Places(lines)
    for key, own in places.given(comments.leading):
        found[key].above += own
    for key, own in places.given(comments.trailing):
        found[key].beside += own
    for key, own in places.given(comments.closing):
        found[places.last(key, own)].below += own
    return found


class _Places:
    """Where the lines of a file start."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(every(lines))
        self.starts = [line.span.start for line in self.lines]
        self.verbatim = [line.span for line in lines if line.verbatim]

    def given(self, comments: Attached) -> Iterator[tuple[int, list[Comment]]]:
        """Comments, given to the first node of their line: a parenthesis may stand before it."""
        for key in sorted(comments):
            at = bisect_left(self.starts, key) if key != FILE_END else len(self.starts)
            own = [comment for comment in comments[key] if not self._is_inside(comment.span)]
            if own:
                yield self.starts[at] if at < len(self.starts) else FILE_END, own

    def last(self, key: int, own: Sequence[Comment]) -> int:
        """What is below a row of several lines, and no block, is below the last of them."""
        at = bisect_left(self.starts, key)
        if key == FILE_END or self.lines[at].block:
            return key
        return self.starts[bisect_left(self.starts, own[0].span.start) - 1]

    def _is_inside(self, span: Span) -> bool:
        at = bisect_left(self.verbatim, span)
        return at > 0 and span.start < self.verbatim[at - 1].end
