"""Cells: texts, numbers, amounts, instants and lists, as they are written in files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from ...compiler.ir.zones import from_wall
from .records import Cell, as_text

Read = TypeVar("Read")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
FLAGS = {
    **dict.fromkeys(("yes", "true", "on", "1"), True),
    **dict.fromkeys(("no", "false", "off", "0"), False),
}


class RowProblem(Exception):
    """A record that cannot be taken, and why."""


class Cells:
    """The cells of one record by name; `notes` gathers the values that cannot be read."""

    __slots__ = ("cells", "notes", "text", "zone")

    def __init__(self, cells: Mapping[str, Cell], zone: tzinfo) -> None:
        self.cells = cells
        self.zone = zone
        self.notes: list[str] = []
        self.text: Callable[[str], str | None] = cells.get

    def needed(self, name: str) -> str:
        """The text of a cell that must be there. Raises `RowProblem`."""
        found = self.text(name)
        if found is None:
            raise RowProblem(f"`{name}` is empty")
        return found

    def must(self, name: str, read: Callable[[str], Read]) -> Read:
        """A value that must be there and readable. Raises `RowProblem`."""
        text = self.text(name)
        if text is None:
            raise RowProblem(f"`{name}` is empty")
        try:
            return read(text)
        except ValueError as error:
            raise RowProblem(f"`{name}`: {error}") from error

    def maybe(self, name: str, read: Callable[[str], Read]) -> Read | None:
        """A value that may be missing; one that cannot be read is left out and noted."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return read(text)
        except ValueError as error:
            self.notes.append(f"kept without `{name}`: {error}")
            return None

    def instant(self, text: str) -> int:
        """The instant of a text, naive ones in the file's zone."""
        return instant(text, self.zone)

    def several(self, name: str) -> list[str]:
        """The parts of a list; in a text they are separated by `;`."""
        found = self.cells.get(name, [])
        parts = found if isinstance(found, list) else as_text(found).split(";")
        return [text for part in parts if part is not None and (text := as_text(part).strip())]

    def object(self, name: str) -> dict[str, object]:
        """A JSON object; anything else is left out and noted."""
        found = self.cells.get(name)
        return found if isinstance(found, dict) else self.maybe(name, json_object) or {}


@lru_cache(maxsize=1 << 16)
def amount(text: str) -> Decimal:
    """An exact number. Raises `ValueError`."""
    if not NUMBER.fullmatch(text):
        help = " (write a point for the decimals)" if "," in text else ""
        raise ValueError(f"`{text}` is no number{help}")
    return Decimal(text)


@lru_cache(maxsize=1 << 12)
def whole(text: str) -> int:
    """A whole number, `3.0` too. Raises `ValueError`."""
    found = amount(text)
    if found != (rounded := int(found)) or abs(rounded) >= 2**63:
        raise ValueError(f"`{text}` is no whole number")
    return rounded


def flag(text: str) -> bool:
    """Yes or no. Raises `ValueError`."""
    if (found := FLAGS.get(text.casefold())) is None:
        raise ValueError(f"`{text}` is neither yes nor no")
    return found


@lru_cache(maxsize=1 << 16)
def instant(text: str, zone: tzinfo) -> int:
    """Milliseconds UTC of an ISO 8601 time or day. Raises `ValueError`."""
    written = f"{text[:-4]}Z" if text.endswith(" UTC") else text
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"`{text}` is no time like 2026-12-24T09:30:00Z") from error
    if found.tzinfo is not None:
        return (found - EPOCH) // MILLISECOND
    return from_wall((found.replace(tzinfo=UTC) - EPOCH) // MILLISECOND, zone)


def json_object(text: str) -> dict[str, object]:
    """A JSON object with exact numbers. Raises `ValueError`."""
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=str)
    except RecursionError as error:
        raise ValueError("this JSON is nested too deep") from error
    except ValueError as error:
        raise ValueError(f"this is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise ValueError("this is no JSON object")
    return found
