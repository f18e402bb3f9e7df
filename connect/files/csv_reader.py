"""Records of a CSV file; a broken line is one broken record, whatever quotation marks it opens."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import chain

from .problems import FileProblem
from .records import Record
from .source import Source

DELIMITERS = (",", ";", "\t", "|")
LONGEST = 200
"""More lines than this are no cell: the quotation mark before them was a mistake."""

UNCLOSED = "a quotation mark is opened and never closed"


class Runaway(Exception):
    """A record that does not end."""


class Tape:
    """Lines that can be put back, and the memory of those the present record was made of."""

    def __init__(self, lines: Iterable[str], line: int) -> None:
        self.source = iter(lines)
        self.back: list[str] = []
        self.taken: list[str] = []
        self.line = line  # the last line before the present record

    def lines(self) -> Iterator[str]:
        """The lines from here on. Raises `Runaway`."""
        taken, back = self.taken, self.back
        while (line := back.pop() if back else next(self.source, None)) is not None:
            if len(taken) >= LONGEST:
                back.append(line)
                raise Runaway
            taken.append(line)
            yield line

    def done(self) -> str:
        """The record is complete: its text."""
        taken = self.taken
        self.line += len(taken)
        text = taken[0] if len(taken) == 1 else "".join(taken)
        taken.clear()
        return text

    def give_back(self) -> None:
        """Only the first line was a record, and a broken one."""
        self.back.extend(reversed(self.taken[1:]))
        del self.taken[1:]


class CsvReader:
    """A CSV file with a header; the delimiter is the one the header has most of."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.lines
        with source.text() as stream:
            try:
                self.columns = tuple(name.strip() for name in next(self.begin(stream)))
            except (csv.Error, Runaway) as error:
                why = f"the header of `{source.path}` is broken: {reason(error)}"
                raise FileProblem(why) from error

    def begin(self, stream: Iterable[str]) -> Iterator[list[str]]:
        """The rows of the file, the header first. Raises `Runaway`, `csv.Error`."""
        blank, first = first_line(stream)
        self.delimiter = max(DELIMITERS, key=first.count)
        self.tape = Tape(chain([first], stream), blank)
        return self.rows()

    def rows(self) -> Iterator[list[str]]:
        """The rows from here on. Raises `Runaway`, `csv.Error`."""
        return csv.reader(self.tape.lines(), delimiter=self.delimiter, strict=True)

    def records(self, names: Mapping[str, str]) -> Generator[Record]:
        """All records, the broken ones too."""
        wanted = [names.get(column) for column in self.columns]
        with self.source.text() as stream:
            next(self.begin(stream))
            self.tape.done()
            while True:
                try:
                    yield from self.sound(wanted)
                except (csv.Error, Runaway) as error:
                    yield self.broken(reason(error))
                else:
                    return

    def sound(self, wanted: list[str | None]) -> Iterator[Record]:
        """Records up to the end, or up to the next line that is no CSV."""
        tape, width = self.tape, len(wanted)
        for row in self.rows():
            if len(row) == width or (len(row) > width and not any(row[width:])):
                cells = {n: text for n, t in zip(wanted, row) if n and (text := t.strip())}  # noqa: B905
                yield Record(tape.line + 1, cells, tape.done())
            elif not row:
                tape.done()
            else:
                yield self.broken(f"{len(row)} cells where the header has {width}")

    def broken(self, why: str) -> Record:
        """The first line of the present record alone; the others are read again."""
        self.tape.give_back()
        return Record(self.tape.line + 1, {}, self.tape.done(), why)


def first_line(lines: Iterable[str]) -> tuple[int, str]:
    """How many blank lines there are, and the one after them."""
    blank = 0
    for line in lines:
        if line.strip():
            return blank, line
        blank += 1
    return blank, ""


def reason(error: Exception) -> str:
    """What the csv module means."""
    text = str(error)
    if isinstance(error, Runaway) or "unexpected end" in text:
        return UNCLOSED
    if "expected after" in text:
        return "text after a closing quotation mark"
    return text
