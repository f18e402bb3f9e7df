"""`jalon journey release`: lets those go on who were put aside."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import control
from ...arguments import Parser
from ...exit import Exit
from ...report.diagnostics import counted
from .aim import add_journey, aimed


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey release`."""
    parser.epilog = (
        "Somebody is put aside when a step could not be carried out for her: `jalon status` says\n"
        "why. Mend the cause first, or she is put aside again."
    )
    add_journey(parser)


def run(options: Namespace) -> Exit:
    """Releases; they go on at the next tick, from the step where they were."""
    with aimed(options) as (store, target, now):
        people = control.release(store, target, now)
        print(f"{counted(people, 'run')} of `{target.name}` will go on at the next tick")
    return Exit.OK
