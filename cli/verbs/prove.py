"""`jalon prove`: looks in the database for whatever breaks the delivery contract."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from ...runtime.prove import INVARIANTS, MOST, Finding, Violation, prove
from ..arguments import Parser
from ..exit import Exit
from ..failure import unknown
from ..options import add_database, database
from ..report.diagnostics import counted
from ..report.tables import Cell, print_table, shown
from ..stores import clock_of, reading

FIRST = 5  # rows that are shown of what one check has found
_MORE = """\
Every look must find nothing. It only reads, and may run beside `jalon run`. Instants are
milliseconds UTC, as in the database. The exit code is 1 when anything was found.

  jalon prove --only INV-4 --only INV-7
  jalon prove --json"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon prove`."""
    parser.epilog = _MORE
    parser.add_argument(
        "--only", metavar="INV-N", action="append", help="this one, instead of all; more than once"
    )
    parser.add_argument("--json", action="store_true", help="the findings as JSON")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints what was looked at, and what should not have been there."""
    only = chosen(options.only)
    with reading(database(options)) as store, store.limited(0):
        found = list(prove(store, clock_of(store).now(), only))
    if options.json:
        print(json.dumps([as_json(one) for one in found], indent=2))
    else:
        report(found)
    return Exit.FINDINGS if any(one.violations for one in found) else Exit.OK


def chosen(words: Sequence[str] | None) -> set[str] | None:
    """The invariants that are meant; `4` is `INV-4`. Raises `Failure`."""
    if words is None:
        return None
    names = [one.id for one in INVARIANTS]
    found = {f"INV-{word}" if word.isdigit() else word.upper() for word in words}
    for name in sorted(found - set(names)):
        raise unknown("invariant", name, names)
    return found


def as_json(of: Finding) -> dict[str, object]:
    """One finding as plain data."""
    return {
        "invariant": of.invariant.id,
        "sentence": of.invariant.sentence,
        "rows": of.rows,
        "violations": [asdict(one) for one in of.violations],
        "not_looked_at": [asdict(one) for one in of.unseen],
        "elsewhere": of.invariant.elsewhere,
    }


def report(found: Sequence[Finding]) -> None:
    """A line for each invariant, then what was found, what nobody saw, what no store can tell."""
    columns = ("invariant", "what holds", "rows", "violations")
    print_table("", columns, [row(one) for one in found])
    for one in found:
        for _, same in groupby(one.violations, key=lambda violation: violation.check):
            explain(list(same))
    for one in found:
        for gap in one.unseen:
            print(f"\n{one.invariant.id}: not looked at: {gap.why} ({gap.check})\n  {gap.help}")
    if elsewhere := [one.invariant for one in found if one.invariant.elsewhere]:
        print("\nno store can tell these alone; they are proven by tests:")
        for invariant in elsewhere:
            print(f"  {invariant.id}: {invariant.elsewhere}")


def row(of: Finding) -> tuple[Cell, ...]:
    """One line of the table; where nothing is looked at, or not all, nothing is counted."""
    if not of.invariant.checks:
        return of.invariant.id, of.invariant.sentence, None, None
    if of.unseen and not of.violations:
        return of.invariant.id, of.invariant.sentence, of.rows, None
    return of.invariant.id, of.invariant.sentence, of.rows, len(of.violations)


def explain(found: Sequence[Violation]) -> None:
    """What one check has found: its meaning, and the first rows."""
    number = f"{MOST:,} or more" if len(found) >= MOST else f"{len(found):,}"
    print(f"\n{found[0].invariant}: {found[0].meaning} ({number}; {found[0].check})")
    for one in found[:FIRST]:
        print(f"  {', '.join(f'{name} {told(value)}' for name, value in one.values.items())}")
    if len(found) > FIRST:
        print(f"  and {counted(len(found) - FIRST, 'more row')}: `--json` shows them")


def told(value: object) -> str:
    """A value as the database has it: numbers are not cut into thousands."""
    return shown(value) if isinstance(value, str) else "-" if value is None else str(value)
