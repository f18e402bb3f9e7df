"""`jalon preview`: how many contacts are in a segment, and a few of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...compiler import ir
from ...compiler.resolve.built_in import BUILT_IN_SEGMENTS
from ...compiler.sql import segments as sql
from ...compiler.sql.periods import Periods
from ...runtime import segments
from ...runtime.store import Row, Store
from ..arguments import Parser, whole
from ..exit import Exit
from ..failure import unknown
from ..instants import instant, written, zone_named
from ..options import add_database, database
from ..preparing import prepared
from ..programs import compiled
from ..report.diagnostics import counted
from ..stores import clock_of, trying

_EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgres": "EXPLAIN"}


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon preview`."""
    parser.add_argument(
        "segment",
        metavar="SEGMENT",
        help=f"the segment's name, also of a built-in one: {', '.join(BUILT_IN_SEGMENTS)}",
    )
    parser.add_argument("--sample", metavar="N", type=whole, default=10, help="show N of them (10)")
    parser.add_argument("--at", metavar="INSTANT", type=written, help="as of then (default: now)")
    parser.add_argument("--sql", action="store_true", help="show the SQL, ask no database")
    parser.add_argument("--explain", action="store_true", help="show how the database finds them")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Counts and shows; the database is left as it was."""
    program = compiled(options.project, also=options.segment)
    if program is None:
        return Exit.FINDINGS
    names = {segment.name for segment in program.segments}
    if options.segment not in names:
        raise unknown("segment", options.segment, names | set(BUILT_IN_SEGMENTS))
    if options.sql:
        on = "sqlite" if isinstance(database(options), Path) else "postgres"
        print(text(program, options.segment, on))
    if options.explain or not options.sql:
        with trying(database(options)) as store, prepared(store, program):
            show(store, program, options)
    return Exit.OK


def show(store: Store, program: ir.Program, options: Namespace) -> None:
    """What the database answers."""
    zone = zone_named(program.audience.time_zone)
    now = instant(options.at, zone) if options.at else clock_of(store).now()
    if options.explain:
        print("\n".join(plan(store, program, options.segment, now)))
        return
    count = segments.count(store, program, options.segment, now)
    print(f"{options.segment}: {counted(count, 'contact')}")
    if count and options.sample > 0:
        print_sample(segments.sample(store, program, options.segment, now, options.sample))


def print_sample(rows: Sequence[Row]) -> None:
    """A table of a few contacts."""
    from ..report.tables import print_table

    print_table("", ("contact", "email"), [(key, email) for _, key, email in rows])


def text(program: ir.Program, segment: str, dialect: str) -> str:
    """The statement that finds the members, as that database reads it."""
    from ..report.sql import statement_text

    periods = Periods()
    return statement_text(sql.members(program, periods, segment, dialect), dialect, periods)


def plan(store: Store, program: ir.Program, segment: str, now: int) -> list[str]:
    """The database's plan, one line per step, indented below the step it serves."""
    periods = Periods()
    statement = sql.members(program, periods, segment, store.dialect)
    question = replace(statement, sql=f"{_EXPLAIN[store.dialect]} {statement.sql}")
    rows = segments.run(store, periods, question, now)
    return indented(rows) if store.dialect == "sqlite" else [str(line) for (line,) in rows]


def indented(rows: Sequence[Row]) -> list[str]:
    """SQLite's plan, which says of each step which one it serves."""
    depths: dict[int, int] = {0: -1}
    lines = []
    for number, parent, _, detail in rows:
        depths[number] = depths.get(parent, -1) + 1
        lines.append(f"{'  ' * depths[number]}{detail}")
    return lines
