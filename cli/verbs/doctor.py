"""`jalon doctor`: looks at the database, the disk and the machine."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict

from ...runtime.checkup import thorough
from ...runtime.clock import SystemClock
from ...runtime.symptom import Symptom
from ..arguments import Parser
from ..exit import Exit
from ..options import add_database, database
from ..report.paint import painted, visible
from ..stores import clock_of, reading

COLOURS = {"ok": "green", "unseen": "cyan", "warning": "yellow", "problem": "red"}
_MORE = """\
With a problem the delivery contract may break, and the exit code is 1; a warning is worth a look;
what is unseen nobody could look at from here.
`jalon run` looks at what is cheap to look at whenever it starts."""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon doctor`."""
    parser.epilog = _MORE
    parser.add_argument("--json", action="store_true", help="what was found as JSON")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints a line for everything that was looked at."""
    with reading(database(options)) as store:
        found = list(thorough(store, clock_of(store).now(), SystemClock().now()))
    if options.json:
        print(json.dumps([asdict(one) for one in found], indent=2))
    else:
        print("\n".join(lines(found)))
    return Exit.FINDINGS if any(one.level == "problem" for one in found) else Exit.OK


def lines(found: Sequence[Symptom]) -> list[str]:
    """What was found, the worst last, where it is seen."""
    order = list(COLOURS)
    told: list[str] = []
    for one in sorted(found, key=lambda symptom: order.index(symptom.level)):
        level = painted(f"{one.level:8}", COLOURS[one.level], sys.stdout)
        told.append(f"{level} {one.what}: {visible(one.sentence)}")
        if one.advice:
            told.append(f"{'':8}   {visible(one.advice)}")
    return told
