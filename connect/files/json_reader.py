"""Records of a file with one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from decimal import Decimal
from itertools import islice

from .problems import FileProblem
from .records import Record, told
from .source import Source

LOOKED_AT = 1000
"""The columns are those of so many first objects, and the others that come up later."""


class JsonReader:
    """A file of JSON objects; numbers stay exact."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        self.columns = self.first_columns()

    def first_columns(self) -> tuple[str, ...]:
        """The keys of the first objects, in the order in which they come up."""
        with self.source.text() as lines:
            found = [value for line in islice(lines, LOOKED_AT) if (value := parsed(line))]
        objects = [value for value in found if isinstance(value, dict)]
        if not objects:
            raise FileProblem(f"`{self.source.path}` has no JSON object in its first lines")
        return tuple(dict.fromkeys(key for value in objects for key in value))

    def records(self, names: Mapping[str, str]) -> Generator[Record]:
        """All records, the broken ones too."""
        with self.source.text() as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield record(number, line, names)


def record(number: int, line: str, names: Mapping[str, str]) -> Record:
    """One line."""
    value = parsed(line)
    if isinstance(value, dict):
        return Record(number, told(value, names), line)
    return Record(number, {}, line, value if isinstance(value, str) else "this is no JSON object")


def parsed(line: str) -> object:
    """The value of one line; a text says why there is none."""
    try:
        value = json.loads(line, parse_float=Decimal, parse_constant=refuse_constant)
    except RecursionError:
        return "this JSON is nested too deep"
    except ValueError as error:
        return f"this is no JSON: {error}"
    return value if isinstance(value, dict) else None


def refuse_constant(name: str) -> object:
    """`NaN` and `Infinity` are no JSON."""
    raise ValueError(f"`{name}` is no number")
