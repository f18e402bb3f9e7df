"""`jalon outbox`: how many messages there are in each state."""

from __future__ import annotations

from argparse import Namespace

from ....runtime.outbox import STATES, Filter, counted
from ...arguments import Parser
from ...exit import Exit
from ...options import add_database, database
from ...report.reasons import STATES as WORDS
from ...report.tables import print_table
from ...stores import reading

NEXT = "jalon outbox list --state unknown        which they are; `resolve` says what became of them"
STOPPED = "of those not sent, {:,} may have arrived before: `jalon outbox list --doubtful`"


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon outbox` alone."""
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Counts."""
    with reading(database(options)) as store:
        found, doubtful = counted(store, Filter()), counted(store, Filter(doubtful=True))
    if not found:
        print("no message has been written yet")
        return Exit.OK
    rows = [(state, WORDS[state], found[state]) for state in STATES if state in found]
    print_table("", ("state", "which means", "messages"), rows)
    if "unknown" in found:
        print(f"\n  {NEXT}")
    if stopped := sum(doubtful.values()) - doubtful.get("unknown", 0):
        print(f"\n  {STOPPED.format(stopped)}")
    return Exit.OK
