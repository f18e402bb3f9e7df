"""Blocks: a line and what belongs to it, whether on the same line or below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .diagnostics import Applicability, Finding, Fix
from .layout import Line
from .reading import Reader
from .rules import BLOCK_IN_LINE, EMPTY_BLOCK, MISSING_COLON, UNEVEN_INDENT, UNFINISHED
from .source import Span
from .tokens import Token
from .words import shown


@dataclass(slots=True)
class Block:
    """The first line of a block, without its colon, and the lines inside.

    `inline` tells that they follow on the same line, where no other block can open.
    """

    head: Sequence[Token]
    lines: list[Line]
    inline: bool = False

    @property
    def span(self) -> Span:
        """The place of the first line, without its colon."""
        return Span(self.head[0].start, self.head[-1].end)


def first_word(tokens: Sequence[Token]) -> str:
    """The word a line begins with, in lower case."""
    return tokens[0].text.lower()


def colon_at(tokens: Sequence[Token]) -> int | None:
    """Where the first colon outside parentheses stands."""
    depth = 0
    for at, token in enumerate(tokens):
        if token.text == ":" and depth == 0:
            return at
        depth += {"(": 1, ")": -1}.get(token.text, 0)
    return None


def open_block(reader: Reader, line: Line) -> Block:
    """Take a line apart at its first colon; without one, only what stands below is inside."""
    tokens = line.parts[0]
    at = colon_at(tokens)
    if at is None or at == 0:
        return Block(tokens, [*below(line, line.parts[1:]), *line.children])
    rest = tokens[at + 1 :]
    inline = below(line, [rest, *line.parts[1:]] if rest else line.parts[1:])
    if inline and line.children:
        message = "the lines of this block stand both beside it and below it"
        help_ = "write them all below, indented"
        reader.report(UNEVEN_INDENT, Finding(line.children[0].span, message, help_))
    return Block(tokens[:at], [*inline, *line.children], bool(inline))


def below(line: Line, parts: Sequence[list[Token]]) -> list[Line]:
    """Parts of a line as lines of their own."""
    return [Line(line.indent, [part], broken=line.broken) for part in parts]


def check_shape(reader: Reader, line: Line, block: Block, example: str) -> None:
    """Complain about the head of a block without its colon, and about an empty block."""
    span = block.span
    if colon_at(line.parts[0]) is None:
        text = shown(block.head[:3]) + " …" * (len(block.head) > 3)
        message = f"`{text}` opens a block and ends in a colon"
        fix = Fix(Span(span.end, span.end), ":")
        reader.report(MISSING_COLON, Finding(span, message, "add the colon", fix))
    elif not block.lines:
        help_ = f"write below it, indented, {example}"
        group = block.head[0].text.casefold() in ("all", "any", "none", "segment")
        finding = Finding(span, "this block is empty", help_, None, "SEG-44" if group else None)
        reader.report(EMPTY_BLOCK, finding)


def value_below(reader: Reader, line: Line) -> bool:
    """Complain about `goal:` with its value on the line below; tells whether it was so."""
    tokens = line.parts[-1]
    if line.broken or not line.children or tokens[-1].text != ":":
        return False
    message = f"`{shown(tokens)}` has its value on the line below"
    finding = Finding(line.children[0].span, message, f"write it beside `{shown(tokens)}`")
    reader.report(UNFINISHED, finding)
    return True


def want_no_lines(reader: Reader, line: Line) -> None:
    """Complain about lines that stand deeper than one that opens no block."""
    if not line.children or line.broken:
        return
    child = line.children[0]
    message = "this line stands deeper, but the line above it opens no block"
    start = child.start - child.indent
    fix = Fix(Span(start, child.start), " " * line.indent, Applicability.UNSAFE)
    help_ = f"start it in column {line.indent + 1}"
    reader.report(UNEVEN_INDENT, Finding(child.span, message, help_, fix))


def refuse_in_line(reader: Reader, tokens: Sequence[Token]) -> None:
    """Complain about a block that opens inside a line of several statements."""
    span = Span(tokens[0].start, tokens[-1].end)
    message = f"`{tokens[0].text}` cannot open a block inside a line with others"
    reader.report(BLOCK_IN_LINE, Finding(span, message, "give it a line of its own"))
