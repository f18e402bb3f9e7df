"""One record of a file: its line, its cells by column, and the text it was written as."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

Cell = Any
"""A text without outer spaces, never empty; or a list or object of JSON."""


class Record(NamedTuple):
    """`line` counts from 1; empty cells are left out; `problem` says why there are none at all."""

    line: int
    cells: Mapping[str, Cell]
    raw: str
    problem: str | None = None


class Reader(Protocol):
    """A file of records; the columns are as they are spelt there, `lines` is where it ends."""

    columns: tuple[str, ...]
    lines: int

    def records(self, names: Mapping[str, str]) -> Generator[Record]:
        """All records, with the cells of the columns that `names` gives another name."""
        ...


def told(values: Mapping[str, object], names: Mapping[str, str]) -> dict[str, Cell]:
    """The cells of a record whose values have types of their own."""
    found = ((names[key], cell(value)) for key, value in values.items() if key in names)
    return {name: value for name, value in found if value is not None}


def cell(value: object) -> Cell | None:
    """A value as a cell; None when it is empty."""
    if isinstance(value, list | dict):
        return value or None
    return None if value is None else as_text(value).strip() or None


def as_text(value: object) -> str:
    """A value as it would be written in a text file."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, default=str) if isinstance(value, list | dict) else str(value)
