"""`jalon doctor`: looks at the database, the disk and the machine."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from ...runtime.checkup import thorough, without_store
from ...runtime.clock import SystemClock
from ...runtime.store import Interrupted, StoreError
from ...runtime.symptom import Symptom
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure
from ..options import add_database, database
from ..report.paint import painted, visible
from ..stores import clock_of, reading

COLOURS = {"ok": "green", "unseen": "cyan", "warning": "yellow", "problem": "red"}
_MORE = """\
With a problem the delivery contract may break, and the exit code is 1; a warning is worth a look;
what is unseen nobody could look at from here.
Without a store, or with one of another Jalon, it looks at what needs none, and the exit code is 2.
`jalon run` looks at what is cheap to look at whenever it starts."""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon doctor`."""
    parser.epilog = _MORE
    parser.add_argument("--json", action="store_true", help="what was found as JSON")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints a line for everything that was looked at."""
    with ExitStack() as stack:
        place = database(options)
        try:
            store = stack.enter_context(reading(place))
        except Interrupted:
            raise
        except (Failure, StoreError):  # no store, or one of another Jalon: the rest is looked at
            at = place if isinstance(place, Path) else place.text
            tell(list(without_store(at, SystemClock().now())), options)
            raise
        found = list(thorough(store, clock_of(store).now(), SystemClock().now()))
    tell(found, options)
    return Exit.FINDINGS if any(one.level == "problem" for one in found) else Exit.OK


def tell(found: Sequence[Symptom], options: Namespace) -> None:
    """Prints what was found."""
    if options.json:
        print(json.dumps([asdict(one) for one in found], indent=2))
    else:
        print("\n".join(lines(found)), flush=True)


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
