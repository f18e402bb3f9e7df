"""`jalon journey pause`: holds everybody in place."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import control
from ...arguments import Parser
from ...exit import Exit
from ...report.diagnostics import counted
from .aim import add_journey, add_step, aimed, place, step_of

_MORE = """\
Nobody enters a paused journey, also later; whoever is in it stays where she is. Time goes on: what
has become due by then is done when the journey is resumed. Exits are obeyed all the same.

  jalon journey pause welcome                      the whole journey
  jalon journey pause welcome --step reminder      whoever comes to that step waits there"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey pause`."""
    parser.epilog = _MORE
    add_journey(parser)
    add_step(parser)


def run(options: Namespace) -> Exit:
    """Pauses, from now on."""
    with aimed(options) as (store, target, now):
        step = step_of(store, target, options)
        people = control.pause(store, target, now, step)
        print(f"{place(target, step)} is paused, with {counted(people, 'run')} in it")
    return Exit.OK
