"""Contents: the conditions of a segment, the rules of a score, the settings of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from . import nodes
from .blocks import (
    Block,
    check_shape,
    first_word,
    open_block,
    refuse_in_line,
    value_below,
    want_no_lines,
)
from .diagnostics import Finding
from .layout import Line
from .reading import Reader
from .rules import REPEATED_SETTING

LOGIC = frozenset({"all", "any", "none"})
REPEATABLE = frozenset({"header", "starting point"})
A_CONDITION = 'a condition such as `tagged "vip"`'


def conditions(reader: Reader, lines: Iterable[Line], inline: bool = False) -> tuple[Any, ...]:
    """The conditions of a segment, or of an `any of:` inside one."""
    found: list[nodes.Condition | None] = []
    for line in lines:
        if first_word(line.parts[0]) in LOGIC and inline:
            refuse_in_line(reader, line.parts[0])
        elif first_word(line.parts[0]) in LOGIC:
            found.append(_logic(reader, line))
        else:
            found += statements(reader, line, "condition_line")
    return tuple(condition for condition in found if condition)


def _logic(reader: Reader, line: Line) -> nodes.Condition | None:
    block = open_block(reader, line)
    head = None if line.broken else reader.read(block.head, "condition_line")
    if head:
        check_shape(reader, line, block, A_CONDITION)
    parts = conditions(reader, block.lines, block.inline)
    return replace(head, parts=parts) if isinstance(head, nodes.Block) else None


def statements(reader: Reader, line: Line, start: str) -> Iterator[Any]:
    """The parts of a line that opens no block, read by a start rule."""
    if value_below(reader, line):
        return
    want_no_lines(reader, line)
    for part in line.parts:
        if not line.broken and (node := reader.read(part, start)) is not None:
            yield node
    for child in line.children:
        yield from statements(reader, child, start)


def settings(reader: Reader, block: Block, start: str) -> tuple[nodes.Setting, ...]:
    """The settings of a declaration."""
    found = [node for line in block.lines for node in statements(reader, line, start)]
    refuse_repeated(reader, found, lambda setting: setting.key)
    return tuple(found)


def refuse_repeated(reader: Reader, found: Sequence[Any], key: Callable[[Any], str]) -> None:
    """Complain about settings that are given twice."""
    met: set[str] = set()
    for setting in found:
        name = key(setting)
        if name in met and name not in REPEATABLE:
            message = f"`{name}:` is set a second time"
            reader.report(REPEATED_SETTING, Finding(setting.span, message, "keep one of the two"))
        met.add(name)
