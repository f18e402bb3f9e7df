"""Tables: aligned columns on a terminal, and the same without colour or folding in a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .paint import in_colour, painted, visible

Cell = str | int | None
_AS_WIDE_AS_NEEDED = 10_000


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """A titled table; columns of numbers are set right, absent values left empty."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, column in enumerate(columns):
        figures = bool(rows) and all(isinstance(row[number], int | None) for row in rows)
        table.add_column(column, justify="right" if figures else "left")
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    if title:
        print(f"\n{painted(title, 'bold', sys.stdout)}")
    emit(table)


def emit(table: Table) -> None:
    """Prints a table to the standard output, without spaces at the ends of lines."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout,
        width=None if terminal else _AS_WIDE_AS_NEEDED,
        no_color=not in_colour(sys.stdout),
        force_terminal=in_colour(sys.stdout),
        highlight=False,
    )
    with console.capture() as captured:
        console.print(table)
    lines = (line.rstrip() for line in captured.get().splitlines())
    print("\n".join(line for line in lines if line))


def shown(cell: Cell) -> str:
    """A cell as text: thousands set apart, user text made harmless."""
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int) else visible(cell)
