"""Layout: logical lines to a tree by their indentation, with the comments beside it.

A line that stands deeper than the one before belongs to it; whether that one may have lines
below it at all is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .diagnostics import Diagnostic, Finding, Fix, Rule, diagnose
from .logical import BROKEN, DEEPEST, Row, column, flaw, rows
from .nodes import FILE_END, Comment, Comments
from .rules import HIDDEN_DIRECTION, TAB, TOO_DEEP, UNEVEN_INDENT, UNEXPECTED
from .source import Source, Span
from .tokens import BIDI, Token, scan

TAB_WIDTH = 2


@dataclass(slots=True)
class Line:
    """A logical line: its parts between `;`, and the lines below that stand deeper.

    A broken line has been complained about and is not to be parsed; its children are.
    """

    indent: int
    parts: list[list[Token]]
    children: list[Line] = field(default_factory=list)
    broken: bool = False

    @property
    def start(self) -> int:
        """Where its first token starts, which is what comments are attached to."""
        return self.parts[0][0].start

    @property
    def span(self) -> Span:
        """Its place, without its children."""
        return Span(self.start, self.parts[-1][-1].end)


@dataclass(slots=True)
class Layout:
    """The lines of a file, its comments, and what is wrong with its form."""

    lines: list[Line]
    comments: Comments
    diagnostics: list[Diagnostic]


def lay_out(source: Source) -> Layout:
    """The layout of a source, whatever it holds."""
    found = list(rows(source, list(scan(source))))
    builder = _Builder(source, min((row.column for row in found if row.tokens), default=0))
    for row in found:
        builder.add(row)
    builder.diagnostics += _hidden(source)
    comments = Comments(
        builder.leading, builder.trailing, builder.closing, frozenset(builder.spaced)
    )
    return Layout(builder.lines, comments, builder.diagnostics)


def _hidden(source: Source) -> Iterator[Diagnostic]:
    for found in BIDI.finditer(source.text):
        span = Span(*found.span())
        message = f"the invisible character U+{ord(found[0]):04X} changes the direction of writing"
        finding = Finding(span, message, "remove it", Fix(span, ""))
        yield diagnose(HIDDEN_DIRECTION, source, finding)


@dataclass(slots=True)
class _Builder:
    """Places one row after the other; `open` are the lines that the next one may be below."""

    source: Source
    margin: int
    lines: list[Line] = field(default_factory=list)
    open: list[Line] = field(default_factory=list)
    leading: dict[int, tuple[Comment, ...]] = field(default_factory=dict)
    trailing: dict[int, tuple[Comment, ...]] = field(default_factory=dict)
    closing: dict[int, tuple[Comment, ...]] = field(default_factory=dict)
    spaced: set[int] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Put a row into the tree, and its comments beside it."""
        line = self._line(row)
        if line is None and row.tokens:  # it has been complained about, and closes no block
            self._keep(self.closing, FILE_END, row.above)
            return
        indent = line.indent if line else self.margin
        self._close(indent, row.above)
        if line is None:
            self._keep(self.closing, FILE_END, row.above)
            return
        self._keep(self.leading, line.start, row.above)
        self._keep(self.trailing, line.parts[-1][0].start, row.beside)
        if row.spaced:
            self.spaced.add(line.start)
        self._place(line)

    def _line(self, row: Row) -> Line | None:
        """The line of a row; none if nothing is left of it."""
        if not row.tokens:
            return None
        report = flaw(row.tokens)
        if report:
            self._report(*report)
        parts = _split([token for token in row.tokens if token.kind not in BROKEN])
        if not parts and not report:
            message = "nothing stands before this `;`"
            self._report(UNEXPECTED, Finding(row.tokens[0].span, message, "remove it"))
        if not parts:
            return None
        return Line(self._indent(row), parts, broken=bool(report))

    def _indent(self, row: Row) -> int:
        start = row.tokens[0].start
        span = Span(start - row.column, start)
        before = self.source.slice(span)
        if "\t" not in before:
            return row.column
        spaces = before.replace("\t", " " * TAB_WIDTH)
        finding = Finding(
            span, "this line is indented with a tab", "indent with spaces", Fix(span, spaces)
        )
        self._report(TAB, finding)
        return self._nearest(len(spaces))

    def _nearest(self, indent: int) -> int:
        """After a tab: the column of an open block, so that the tab is the only complaint."""
        known = [self.margin, *(line.children[0].indent for line in self.open if line.children)]
        deeper = self.open and indent > self.open[-1].indent
        return indent if deeper else max(column for column in known if column <= max(indent, 0))

    def _close(self, indent: int, comments: list[Comment]) -> None:
        """Close the blocks that a line is not inside; comments deeper than it stay in them."""
        while self.open and self.open[-1].indent >= indent:
            closed = self.open.pop()
            limit = max(indent, closed.indent)
            kept: list[Comment] = []
            while comments and column(self.source, comments[0].span.start) > limit:
                kept.append(comments.pop(0))
            self._keep(self.closing, closed.start, kept)

    @staticmethod
    def _keep(place: dict[int, tuple[Comment, ...]], key: int, comments: list[Comment]) -> None:
        if comments:
            place[key] = place.get(key, ()) + tuple(comments)

    def _place(self, line: Line) -> None:
        parent = self.open[-1] if self.open else None
        siblings = parent.children if parent else self.lines
        expected = siblings[0].indent if siblings and parent else line.indent
        if parent is None:
            expected = self.margin
        if line.indent != expected and len(self.open) < DEEPEST:
            self._uneven(line, expected)
            line.indent = expected
        if len(self.open) >= DEEPEST:
            self._too_deep(line, siblings)
            return
        siblings.append(line)
        self.open.append(line)

    def _too_deep(self, line: Line, siblings: list[Line]) -> None:
        """Complain once for all that stands too deep in one place."""
        if not any(sibling.broken for sibling in siblings):
            message = f"blocks are nested more than {DEEPEST} deep here"
            finding = Finding(line.span, message, "start another journey instead")
            self._report(TOO_DEEP, finding)
        line.broken = True
        siblings.append(line)

    def _uneven(self, line: Line, expected: int) -> None:
        before = Span(line.start - column(self.source, line.start), line.start)
        message = "this line starts in another column than the lines of its block"
        help_ = f"start it in column {expected + 1}"
        finding = Finding(line.span, message, help_, Fix(before, " " * expected))
        self._report(UNEVEN_INDENT, finding)

    def _report(self, rule: Rule, finding: Finding) -> None:
        self.diagnostics.append(diagnose(rule, self.source, finding))


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    """The parts of a line between `;`; empty ones are nothing."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]
