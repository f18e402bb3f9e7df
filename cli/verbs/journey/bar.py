"""`jalon journey bar`: keeps a contact from entering."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import control
from ...arguments import Parser
from ...exit import Exit
from .aim import add_contact, aimed, contact_of


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey bar`."""
    parser.epilog = "Who is in the journey stays in it; `jalon journey remove` takes her out."
    add_contact(parser)


def run(options: Namespace) -> Exit:
    """Bars, from now on."""
    with aimed(options) as (store, target, now):
        inside = control.bar(store, target, contact_of(store, options), now)
        print(f"`{options.contact}` enters `{target.name}` no more")
        if inside:
            print(f"  she is in it now: `jalon journey remove {target.name} {options.contact}`")
    return Exit.OK
