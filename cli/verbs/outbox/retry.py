"""`jalon outbox retry`: messages that were over are sent once more."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import outbox
from ...arguments import Parser
from ...exit import Exit
from ...failure import Failure
from ...options import database
from ...stores import changing
from .aim import add_decision, add_filters, beware, chosen, number, tell_queued, verdict

_MORE = f"""\
Those that are {", ".join(sorted(outbox.REPEATABLE))}. Consent, hours and frequency are looked at
again, attempts are counted anew, and the message keeps its Message-ID. Mend the cause first.

  jalon outbox retry 12/57
  jalon outbox retry --state dead --message welcome --why "the template is mended"
  jalon outbox retry --state unknown --yes      marketing may arrive twice"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon outbox retry`."""
    parser.epilog = _MORE
    parser.add_argument("messages", metavar="NUMBER", nargs="*", type=number, help="which")
    add_filters(parser, sorted(outbox.REPEATABLE))
    add_decision(parser)


def run(options: Namespace) -> Exit:
    """Writes the decision down, and queues."""
    with changing(database(options)) as store:
        found = chosen(store, options, options.state)
        if other := [one for one in found if one.state not in outbox.REPEATABLE]:
            raise Failure(
                f"{len(other):,} of these cannot be sent once more: the first is `{other[0].state}`"
            )
        beware(found, options)
        tell_queued(store, found, outbox.retry(store, found, verdict(store, options)))
    return Exit.OK
