"""`jalon journey resume`: lets everybody go on who was held."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import control
from ...arguments import Parser
from ...exit import Exit
from ...report.diagnostics import counted
from .aim import add_journey, add_step, aimed, place, step_of


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey resume`."""
    add_journey(parser)
    add_step(parser)


def run(options: Namespace) -> Exit:
    """Resumes; what has become due is done at the next tick."""
    with aimed(options) as (store, target, now):
        step = step_of(store, target, options)
        people = control.resume(store, target, now, step)
        due = f"; {counted(people, 'run')} will go on at once" if people else ""
        print(f"{place(target, step)} is resumed{due}")
    return Exit.OK
