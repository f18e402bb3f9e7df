"""`jalon import`: files of contacts, products, orders, order lines or events."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from ...connect.files import FileProblem, Kind, Options, Report, import_file
from ...runtime.deploy import prepare
from ...runtime.outage import Outage, steadily
from ...runtime.store import Store
from ..arguments import Parser, one_of
from ..exit import Exit
from ..failure import Failure
from ..options import add_database, database
from ..programs import compiled, is_project
from ..report.diagnostics import counted
from ..report.paint import visible
from ..report.progress import progress_bar
from ..stores import clock_of, writing

_MORE = """\
A file that was broken off is gone on with, a complete one is not imported twice. Rows that cannot
be taken are kept beside it, with their line and the reason.

  jalon import contacts people.csv
  jalon import orders 2024.csv.gz 2025.csv.gz --historic --store shop"""
PATIENCE = 300_000  # milliseconds without a database
_KINDS = ("contacts", "products", "orders", "order-lines", "events", "consents", "suppressions")


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon import`."""
    parser.epilog = _MORE
    parser.add_argument("kind", metavar="KIND", type=one_of(*_KINDS), help=", ".join(_KINDS))
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="CSV, NDJSON (both also .gz), Parquet"
    )
    parser.add_argument("--historic", action="store_true", help="the past: it starts no journey")
    parser.add_argument("--store", metavar="NAME", help="the store that the rows belong to")
    parser.add_argument("--currency", metavar="CODE", help="of rows that name none, like EUR")
    parser.add_argument("--time-zone", metavar="ZONE", help="of times without one")
    parser.add_argument(
        "--create-contacts", action="store_true", help="add the people that rows speak of"
    )
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Imports one file after the other; fails when rows were refused."""
    program = None
    if is_project(options.project) and (program := compiled(options.project)) is None:
        return Exit.FINDINGS
    refused = 0
    with writing(database(options)) as store:
        if program is not None:
            prepare(store, program, clock_of(store).now())
        for path in options.files:
            report = imported(store, path, options)
            print("\n".join(lines(report)))
            refused += report.counts.refused
    return Exit.FINDINGS if refused else Exit.OK


def imported(store: Store, path: Path, options: Namespace) -> Report:
    """Imports one file."""
    kind = cast(Kind, options.kind.replace("-", "_"))
    settings = Options(
        now=clock_of(store).now(),
        store=options.store,
        currency=options.currency,
        time_zone=options.time_zone,
        historic=options.historic,
        create_contacts=options.create_contacts,
    )
    outage = Outage(lambda words: print(words, file=sys.stderr), limit=PATIENCE)
    try:
        with progress_bar(path.name) as progress:
            [report] = steadily(
                lambda: iter([import_file(store, path, kind, settings, progress)]), outage
            )
            return report
    except FileProblem as problem:
        named = problem.message if str(path) in problem.message else f"`{path}`: {problem.message}"
        raise Failure(named, problem.help) from problem
    except KeyboardInterrupt:
        print(f"{path}: what was read is kept, the same command goes on there", file=sys.stderr)
        raise


def lines(report: Report) -> Iterator[str]:
    """What was done with a file."""
    counts = report.counts
    yield f"{report.path}: {counted(counts.read, 'row')} of {report.what.replace('_', ' ')}"
    if report.finished_before:
        yield "  was imported before: nothing was done again; then"
    elif report.resumed_at:
        yield f"  went on after {counted(report.resumed_at, 'row')} that were there already"
    yield (
        f"  {counts.added:,} added, {counts.changed:,} changed, "
        f"{counts.unchanged:,} unchanged, {counts.refused:,} refused"
    )
    if counts.partial:
        yield f"  {counted(counts.partial, 'row')} taken without a value that could not be read"
    yield from (f"  {visible(note)}" for note in report.notes)
    if report.refused_path is not None:
        yield f"  which rows, and why: {report.refused_path}"
