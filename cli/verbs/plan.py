"""`jalon plan`: what deploying the project would change, and for whom."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection

from ...compiler import ir
from ...runtime import plan
from ..arguments import Parser
from ..exit import Exit
from ..failure import unknown
from ..options import add_database, database
from ..programs import compiled
from ..report.plan import print_plan
from ..stores import reading
from ..templating import check_template

_MORE = """\
People finish the version of a journey that they started on, unless they are moved: then who rests
at a step that is still there goes on from it, and who rests at a removed one is put down at its
successor. Nothing is done before `jalon apply` is given the number of the plan."""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon plan`."""
    parser.epilog = _MORE
    add_move(parser)
    add_database(parser)


def add_move(parser: Parser) -> None:
    """`--move [JOURNEY …]`."""
    parser.add_argument(
        "--move",
        metavar="JOURNEY",
        nargs="*",
        help="move the people of these journeys (none named: of all) to the new version",
    )


def run(options: Namespace) -> Exit:
    """Prints the plan; fails when it would be refused."""
    program = compiled(options.project, templates=check_template)
    if program is None:
        return Exit.FINDINGS
    with reading(database(options)) as store:
        found = plan.make(store, program, moved(program, options))
        print_plan(store, found, how(options, found))
    return Exit.FINDINGS if found.objections else Exit.OK


def moved(program: ir.Program, options: Namespace) -> Collection[str]:
    """The journeys whose people are to be moved."""
    names = [journey.name for journey in program.journeys]
    for name in options.move or ():
        if name not in names:
            raise unknown("journey", name, names)
    return names if options.move == [] else options.move or ()


def how(options: Namespace, of: plan.Plan) -> str:
    """The command that carries the plan out."""
    move = "" if options.move is None else " ".join([" --move", *options.move])
    return f"jalon apply {of.id}{move}"
