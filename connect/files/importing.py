"""Imports a file: batches of rows, each in one transaction with the note how far it is."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from itertools import islice
from pathlib import Path
from typing import Any

from ...runtime.intake import (
    Origin,
    Outcome,
    add_consents,
    add_contacts,
    add_events,
    add_order_lines,
    add_orders,
    add_products,
    add_suppressions,
    declared_fields,
    meet_contacts,
)
from ...runtime.store import Store
from .cells import Cells, RowProblem
from .columns import KINDS, Header, Kind, kind_of, understand
from .csv_reader import CsvReader
from .json_reader import JsonReader
from .known import known
from .parquet_reader import ParquetReader
from .problems import FileProblem
from .progress import Place, advance, begin, finish, identity
from .records import Cell, Reader, Record
from .refused import Refused, RefusedRows
from .report import Counts, Options, Progress, Report
from .rows import READERS, Setting, strangers
from .source import Form, Source, examine, read_errors
from .stores import store_name, zone_name, zone_of

Add = Callable[[Store, Any, int, Origin], Outcome]
ADD: dict[Kind, Add] = {
    "contacts": add_contacts,
    "products": add_products,
    "orders": add_orders,
    "order_lines": add_order_lines,
    "events": add_events,
    "consents": add_consents,
    "suppressions": add_suppressions,
}
SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".gz", ".json", ".jsonl", ".ndjson", ".parquet"})


def import_file(
    store: Store,
    path: Path | str,
    what: Kind | None,
    options: Options,
    progress: Progress | None = None,
) -> Report:
    """Imports a file of contacts, products, orders, order lines or events; `what` None guesses.

    Rows that cannot be taken go to a file beside the source, with their line and the reason. An
    import that was broken off goes on where it was; one that is complete is not done again.
    Raises `FileProblem` for a file that cannot be imported at all, and then changes nothing.
    """
    source = examine(Path(path))
    with read_errors(source.path), no_collection():
        return Import(store, source, what, options).run(progress or (lambda done, lines: None))


@contextmanager
def no_collection() -> Iterator[None]:
    """Rows have no cycles: looking for some among many thousands takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def detect_kind(path: Path | str) -> Kind:
    """What a file holds, by its columns, else by its name. Raises `FileProblem`."""
    source = examine(Path(path))
    with read_errors(source.path):
        return guessed(source, reader(source))


def reader(source: Source) -> Reader:
    """The reader for the form of a file. Raises `FileProblem`."""
    readers: dict[Form, Callable[[Source], Reader]] = {
        "csv": CsvReader,
        "ndjson": JsonReader,
        "parquet": ParquetReader,
    }
    return readers[source.form](source)


def guessed(source: Source, found: Reader) -> Kind:
    """The kind of a file. Raises `FileProblem`."""
    stem = source.path.name
    while (suffix := Path(stem).suffix) in SUFFIXES:
        stem = stem.removesuffix(suffix)
    kind = kind_of(found.columns, stem)
    if kind is None:
        there = ", ".join(f"`{column}`" for column in found.columns)
        help = f"say so: {', '.join(KINDS[:-1])} or {KINDS[-1]}"
        raise FileProblem(f"what `{source.path}` holds cannot be seen from {there}", help)
    return kind


@dataclass(slots=True)
class Batch:
    """Rows, beside them the lines and texts they came from; refused records, and notes."""

    read: int = 0
    line: int = 0
    rows: list[Any] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    noted: list[Refused] = field(default_factory=list)


def sound(cells: Mapping[str, Cell], raw: str, problem: str | None) -> Mapping[str, Cell]:
    """The cells of a record that can be read. Raises `RowProblem`."""
    if problem is not None or "\0" in raw:
        raise RowProblem(problem or "a NUL character")
    return cells


class Import:
    """One import of one file."""

    def __init__(self, store: Store, source: Source, what: Kind | None, options: Options) -> None:
        self.store = store
        self.source = source
        self.options = options
        self.reader = reader(source)
        self.what: Kind = what or guessed(source, self.reader)
        self.zone = zone_name(store, options)
        fields = frozenset(declared_fields(store)) if self.what == "contacts" else frozenset()
        self.header: Header = understand(self.reader.columns, self.what, sorted(fields))
        name = store_name(store, self.what, options)
        self.setting = Setting(
            name, options.currency, source.digest, fields, known=known(store), now=options.now
        )
        self.origin: Origin = "historic" if options.historic else "imported"

    def run(self, progress: Progress) -> Report:
        """Reads on from where the import is, to the end."""
        options = self.options
        one = identity(self.source.digest, self.what, options, self.zone)
        place = start = begin(self.store, one, self.source.path, options.now)
        if start.finished:
            return self.report(start, start)
        refused = RefusedRows(self.source.path, start.refused_bytes)
        with closing(self.reader.records(self.header.names)) as records:
            for batch in self.batches(islice(records, start.counts.read, None)):
                place = self.take(batch, place, refused)
                progress(batch.line, self.reader.lines)
        with self.store.transaction():
            finish(self.store, place, options.now)
        return self.report(start, place)

    def batches(self, records: Iterator[Record]) -> Iterator[Batch]:
        """The records in parts, as the rows they become."""
        zone = zone_of(self.zone)
        while (batch := self.read(islice(records, self.options.batch), zone)).read:
            yield batch

    def read(self, records: Iterator[Record], zone: tzinfo) -> Batch:
        """Turns records into rows."""
        batch = Batch()
        read_row, setting = READERS[self.what], self.setting
        for line, told, raw, problem in records:
            batch.read += 1
            batch.line = line
            try:
                cells = Cells(sound(told, raw, problem), zone)
                row = read_row(cells, setting, line)
            except RowProblem as error:
                batch.refused.append((line, str(error), raw))
                continue
            batch.rows.append(row)
            batch.lines.append(line)
            batch.raws.append(raw)
            for note in cells.notes:
                batch.noted.append((line, note, raw))
        return batch

    def take(self, batch: Batch, place: Place, refused: RefusedRows) -> Place:
        """Stores a batch, its refused rows, and the new place."""
        options = self.options
        with self.store.transaction():
            met = 0
            if options.create_contacts and self.what in ("orders", "events"):
                met = meet_contacts(self.store, strangers(batch.rows), options.now, self.origin)
            outcome = ADD[self.what](self.store, batch.rows, options.now, self.origin)
            for refusal in outcome.refusals:
                row = refusal.row
                told = batch.refused if refusal.whole else batch.noted
                told.append((batch.lines[row], refusal.reason, batch.raws[row]))
            refused.add(sorted(batch.refused + batch.noted))
            lost = {line for line, _, _ in batch.refused}
            partial = len({line for line, _, _ in batch.noted} - lost)
            counts = place.counts.plus(batch.read, outcome, partial, met)
            place = replace(place, counts=counts, refused_bytes=refused.size)
            advance(self.store, place)
        return place

    def report(self, start: Place, place: Place) -> Report:
        """What was done in all."""
        beside = self.source.path.with_name(f"{self.source.path.name}.refused.csv")
        return Report(
            self.source.path,
            self.what,
            place.counts,
            tuple(self.notes(place.counts)),
            beside if place.refused_bytes else None,
            start.counts.read,
            start.finished,
        )

    def notes(self, counts: Counts) -> Iterator[str]:
        """Sentences about what is worth knowing of the file."""
        if self.source.described:
            yield self.source.described
        yield from self.header.notes
        if strange := sorted(self.setting.strange):
            names = ", ".join(f"`{name}`" for name in strange)
            yield f"of the attributes, {names} are no declared fields and kept in nothing"
        yield from by_id("product", counts.products_added)
        yield from by_id("contact", counts.contacts_added)


def by_id(what: str, count: int) -> Iterator[str]:
    """That something was not known, and is there now."""
    if count == 1:
        yield f"1 {what} was not known: it is there by its id"
    elif count:
        yield f"{count} {what}s were not known: they are there by their ids"
