"""Tests: their lines, and the cases that a table puts into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from . import nodes
from .blocks import Block, first_word
from .contents import statements
from .diagnostics import Finding
from .layout import Line
from .nearest import nearest
from .reading import Reader
from .rules import UNEVEN_CASES, UNKNOWN_COLUMN
from .source import Span
from .tokens import Token
from .words import shown

TABLE = "cases"
Cell = Sequence[Token]
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of a table of cases, and its rows, each with its place."""

    names: tuple[str, ...]
    rows: tuple[tuple[Line, Row], ...]


def scenario(reader: Reader, block: Block) -> dict[str, Any]:
    """The contents of `test "…":`: its lines, or those of each case."""
    tables = [line for line in block.lines if first_word(line.parts[0]) == TABLE]
    lines = [line for line in block.lines if line not in tables]
    if not tables:
        return {"lines": tuple(read(reader, lines))}
    for second in tables[1:]:
        finding = Finding(second.span, "a test has one table of cases", "put the rows together")
        reader.report(UNEVEN_CASES, finding)
    table = table_of(reader, tables[0])
    before = len(reader.diagnostics)
    cases = tuple(case(reader, table, row, lines) for row in table.rows)
    # A mistake outside of the placeholders is the same in every case: it is told once.
    reader.diagnostics[before:] = dict.fromkeys(reader.diagnostics[before:])
    return {"cases": cases}


def read(reader: Reader, lines: Sequence[Line]) -> Iterator[Any]:
    """The nodes of the lines that can be read."""
    for line in lines:
        yield from statements(reader, line, "test_line")


def table_of(reader: Reader, line: Line) -> Table:
    """`cases: status, count` and the rows below it."""
    tokens = line.parts[0]
    colon = len(tokens) > 1 and tokens[1].text == ":"
    names = tuple(shown(cell) for cell in cells(tokens[2 if colon else 1 :]))
    if not colon or not names or not line.children or len(line.parts) > 1:
        message = "a table of cases has its names beside `cases:`, and its rows below"
        help_ = 'such as `cases: plan, total`, and indented below it `"gold", 120 EUR`'
        reader.report(UNEVEN_CASES, Finding(line.span, message, help_))
    found = [(row, tuple(cells(row.parts[0]))) for row in line.children]
    for row, values in found:
        if names and len(values) != len(names):
            message = f"this row has {counted(len(values))}, the table {counted(len(names))}"
            reader.report(UNEVEN_CASES, Finding(row.span, message, "give each name one value"))
    rows = tuple((row, dict(zip(names, values, strict=False))) for row, values in found)
    return Table(names, rows)


def counted(columns: int) -> str:
    """`1 column`, `2 columns`."""
    return f"{columns} column{'' if columns == 1 else 's'}"


def cells(tokens: Sequence[Token]) -> Iterator[Cell]:
    """The tokens between commas."""
    for comma, cell in groupby(tokens, lambda token: token.text == ","):
        if not comma:
            yield list(cell)


def case(reader: Reader, table: Table, row: tuple[Line, Row], lines: Sequence[Line]) -> nodes.Case:
    """The lines of a test with the values of one row."""
    line, values = row
    filled = [fill(reader, one, table, values) for one in lines]
    words = ", ".join(f"{name} {shown(cell)}" for name, cell in values.items())
    return nodes.Case(words, tuple(read(reader, filled)), span=line.span)


def fill(reader: Reader, line: Line, table: Table, values: Row) -> Line:
    """A line with the values for its placeholders; one that nobody names stops the line."""
    parts = [list(put(part, values)) for part in line.parts]
    strange = [one for part in parts for one in placeholders(part) if one[0] not in table.names]
    for name, span in strange:
        near = nearest(name, table.names)
        help_ = f"did you mean `<{near}>`?" if near else f"add it to `{TABLE}:`"
        reader.report(UNKNOWN_COLUMN, Finding(span, f"no column is called `{name}`", help_))
    children = [fill(reader, child, table, values) for child in line.children]
    missing = any(True for part in parts for _ in placeholders(part))
    return replace(line, parts=parts, children=children, broken=line.broken or missing)


def put(tokens: Sequence[Token], values: Row) -> Iterator[Token]:
    """Tokens with values for `<name>`, each in the place of the whole placeholder."""
    at = 0
    while at < len(tokens):
        name, span = placeholder(tokens, at)
        if name in values:
            yield from (replace(one, start=span.start, end=span.end) for one in values[name])
            at += 3
        else:
            yield tokens[at]
            at += 1


def placeholders(tokens: Sequence[Token]) -> Iterator[tuple[str, Span]]:
    """The placeholders among tokens, and where they stand."""
    found = (placeholder(tokens, at) for at in range(len(tokens)))
    return (one for one in found if one[0])


def placeholder(tokens: Sequence[Token], at: int) -> tuple[str, Span]:
    """The name of the placeholder that begins at a token, or nothing."""
    three = tokens[at : at + 3]
    span = Span(three[0].start, three[-1].end)
    if len(three) == 3 and (three[0].text, three[1].kind, three[2].text) == ("<", "WORD", ">"):
        name = three[1].text
        return (name, span) if span.end - span.start == len(name) + 2 else ("", span)
    return "", span
