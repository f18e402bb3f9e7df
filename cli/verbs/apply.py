"""`jalon apply`: carries out the plan that was shown."""

from __future__ import annotations

from argparse import Namespace

from ...runtime import plan
from ..arguments import Parser
from ..exit import Exit
from ..options import add_database, database
from ..programs import compiled
from ..report.plan import lines
from ..stores import changing, clock_of
from ..templating import check_template
from .plan import add_move, moved


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon apply`."""
    parser.epilog = "It is refused when the project or the database have changed since."
    parser.add_argument("plan", metavar="PLAN", help="the number that `jalon plan` has shown")
    add_move(parser)
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Deploys, as shown; `jalon run` goes on with it."""
    program = compiled(options.project, templates=check_template)
    if program is None:
        return Exit.FINDINGS
    with changing(database(options)) as store:
        move = moved(program, options)
        done = plan.apply(store, program, options.plan, move, clock_of(store).now())
        print("\n".join([f"applied {done.id}", *lines(store, done)]))
    return Exit.OK
