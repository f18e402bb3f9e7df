"""`jalon retain`: deletes what is older than the project wants to keep."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter

from ...runtime.retention import Gone, Retention, batches
from ...runtime.store import Store
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure
from ..options import add_database, database
from ..report.diagnostics import print_full, sources_on_disk
from ..retaining import retention
from ..stores import changing, clock_of

_MORE = """\
How long is said in jalon.toml; what it does not speak of is kept for ever:

  [retention]
  runs = "24 months"       finished runs, with their steps, messages and attempts
  events = "24 months"     what people did; never orders
  proofs = "6 years"       how old consents are known, once something later is known

What the engine still needs stays longer. `jalon run` does the same once a day."""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon retain`."""
    parser.epilog = _MORE
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Deletes, a little at a time; Ctrl-C ends it between two transactions."""
    kept, found = retention(options.project)
    if found:
        print_full(found, sources_on_disk(), sys.stderr)
        return Exit.FINDINGS
    if not kept.any:
        raise Failure(
            "the project says nothing of how long anything is kept: it is kept for ever",
            '`jalon help retain` shows the settings, such as `events = "24 months"`',
        )
    with changing(database(options)) as store:
        print(told(everything(store, kept, clock_of(store).now())))
    return Exit.OK


def everything(store: Store, kept: Retention, now: int) -> Gone:
    """All of it."""
    gone: Gone = Counter()
    for some in batches(store, kept, now):
        gone.update(some)
    return gone


def told(gone: Gone) -> str:
    """`12 runs and 3 events deleted`."""
    words = [f"{count:,} {what}" for what, count in gone.items() if count]
    return f"{', '.join(words)} deleted" if words else "nothing is old enough"
