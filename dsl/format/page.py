"""Pages: lines to text, with comments, indentation, empty lines and one-liners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..nodes import FILE_END, Comment
from ..source import Source
from . import breaks
from .breaks import INDENT, WIDTH
from .lines import Line, every
from .margins import Margin

Rows = list[str]
EMPTY = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Lays out the lines of one file; single empty rows stay where the source had some."""

    source: Source
    margins: Mapping[int, Margin]

    def text(self, declarations: Iterable[Sequence[Line]]) -> str:
        """The whole file. A declaration of several rows stands apart from its neighbours."""
        page: Rows = []
        apart = False
        for lines in declarations:
            rows = self._block(lines, "")
            several = sum(row != EMPTY and not row.startswith("#") for row in rows) > 1
            if page and rows[0] != EMPTY and (apart or several):
                page.append(EMPTY)
            page += rows
            apart = several
        page += self._comments(self.margins.get(FILE_END, Margin()).below, "")
        return "".join(f"{row}\n" for row in _from_first(page))

    def _block(self, lines: Iterable[Line], margin: str) -> Rows:
        return [row for run in self._runs(lines) for row in self._run(run, margin)]

    def _runs(self, lines: Iterable[Line]) -> Iterator[list[Line]]:
        """Lines by the row of the source on which they stood."""
        run: list[Line] = []
        for line in lines:
            if run and not self._is_beside(run[-1], line):
                yield run
                run = []
            run.append(line)
        if run:
            yield run

    def _run(self, run: Sequence[Line], margin: str) -> Rows:
        """Lines of one row of the source, on one row again if they fit."""
        members = list(every(run))
        text = margin + "".join(_joined(members))
        if len(members) > 1 and self._can_be_joined(members) and len(text) <= WIDTH:
            return self._rows(members, [text], margin)
        return [row for line in run for row in self._line(line, margin)]

    def _can_be_joined(self, lines: Sequence[Line]) -> bool:
        plain = not any("\n" in line.text for line in lines)
        return plain and self._is_beside(lines[0], lines[-1])

    def _is_beside(self, first: Line, last: Line) -> bool:
        """Whether two lines stood on one row of the source."""
        start, end = first.span.start, last.span.start
        return start < end and "\n" not in self.source.text[start:end]

    def _line(self, line: Line, margin: str) -> Rows:
        rows = line.text.split("\n") if line.verbatim else breaks.rows(line.text, margin)
        below = margin + INDENT
        if line.block and self._is_beside(line, line.block[0]):  # but it does not fit there
            block = [row for inner in line.block for row in self._line(inner, below)]
        else:
            block = self._block(line.block, below)
        return self._rows([line], rows, margin, block)

    def _rows(
        self, members: Sequence[Line], rows: Rows, margin: str, block: Sequence[str] = ()
    ) -> Rows:
        """The rows of a run, with its comments around them and its block below."""
        own = [self._margin(line) for line in members]
        above = [comment for found in own for comment in found.above]
        beside = [comment for found in own for comment in found.beside]
        below = [comment for found in own for comment in found.below]
        return [
            *self._comments(above, margin),
            *self._gap(members[0].span.start),
            *(margin + comment.text for comment in beside[:-1]),  # from when the line was broken
            *rows[:-1],
            self._with_comment(rows[-1], beside[-1:]),
            *_from_first(block),
            *self._comments(below, margin + INDENT),
        ]

    def _with_comment(self, row: str, beside: Sequence[Comment]) -> str:
        """A row with a comment at its right, in the column where it stood if there is room."""
        for comment in beside:
            column = self.source.position(comment.span.start).column - 1
            row = f"{row}  ".ljust(column) + comment.text
        return row

    def _margin(self, line: Line) -> Margin:
        return self.margins.get(line.span.start, Margin())

    def _comments(self, comments: Iterable[Comment], margin: str) -> Rows:
        rows: Rows = []
        for comment in comments:
            rows += [*self._gap(comment.span.start), margin + comment.text]
        return rows

    def _gap(self, offset: int) -> Rows:
        """The empty row above what begins a row of the source at an offset."""
        text = self.source.text
        row = _back_over(" (", text, offset)
        if row == 0 or text[row - 1] != "\n":
            return []
        above = _back_over(" \t", text, row - 1)
        return [EMPTY] if above == 0 or text[above - 1] == "\n" else []


def _back_over(characters: str, text: str, offset: int) -> int:
    while offset and text[offset - 1] in characters:
        offset -= 1
    return offset


def _joined(lines: Sequence[Line]) -> Iterator[str]:
    """The pieces of one row: behind a colon follows a block, behind all else a semicolon."""
    yield lines[0].text
    for before, line in pairwise(lines):
        yield (" " if before.text.endswith(":") else "; ") + line.text


def _from_first(rows: Sequence[str]) -> Sequence[str]:
    return rows[1:] if rows and rows[0] == EMPTY else rows
