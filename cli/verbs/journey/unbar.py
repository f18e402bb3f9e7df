"""`jalon journey unbar`: lets a contact enter again."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import control
from ...arguments import Parser
from ...exit import Exit
from .aim import add_contact, aimed, contact_of


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey unbar`."""
    add_contact(parser)


def run(options: Namespace) -> Exit:
    """Lets in again, from now on."""
    with aimed(options) as (store, target, now):
        control.unbar(store, target, contact_of(store, options), now)
        print(f"`{options.contact}` may enter `{target.name}` again")
    return Exit.OK
