"""`jalon outbox resolve`: somebody has found out what became of messages in doubt."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import outbox
from ...arguments import Parser, one_of
from ...exit import Exit
from ...failure import Failure
from ...options import database
from ...report.diagnostics import counted
from ...stores import changing
from .aim import (
    add_decision,
    add_filters,
    beware,
    chosen,
    filtered,
    number,
    tell_queued,
    verdict,
)

_MORE = """\
`accepted`: it did arrive, and counts as sent from now on. `queued`: it did not, and is sent once
more. Who said so, and why, is kept. Marketing that is queued may arrive twice, and needs `--yes`.

  jalon outbox resolve accepted 12/57 --why "it is in the log of the mail server"
  jalon outbox resolve queued --message welcome --since 2026-12-24T09:00 --yes"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon outbox resolve`."""
    parser.epilog = _MORE
    parser.add_argument(
        "resolved", metavar="accepted|queued", type=one_of("accepted", "queued"), help="what is so"
    )
    parser.add_argument("messages", metavar="NUMBER", nargs="*", type=number, help="which")
    add_filters(parser, ("unknown",))
    add_decision(parser)


def run(options: Namespace) -> Exit:
    """Writes the decision down, and does what follows."""
    with changing(database(options)) as store:
        state = "unknown" if filtered(options) else None
        found = chosen(store, options, state, "a filter such as `--state unknown`")
        if other := [one for one in found if one.state != "unknown"]:
            raise Failure(
                f"{len(other):,} of these are not in doubt: the first is `{other[0].state}`",
                "`jalon outbox retry` sends messages once more",
            )
        if options.resolved == "queued":
            beware(found, options)
        done = outbox.resolve(store, found, options.resolved, verdict(store, options))
        if options.resolved == "queued":
            tell_queued(store, found, done)
        else:
            then = "it counts" if done == 1 else "they count"
            print(f"{counted(done, 'message')} resolved: {then} as sent")
    return Exit.OK
