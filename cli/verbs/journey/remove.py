"""`jalon journey remove`: takes a contact out."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import control
from ...arguments import Parser
from ...exit import Exit
from .aim import add_contact, aimed, contact_of


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey remove`."""
    parser.epilog = "Her run ends where it is, and nothing more is sent; `bar` keeps her out."
    add_contact(parser)


def run(options: Namespace) -> Exit:
    """Removes, at once."""
    with aimed(options) as (store, target, now):
        control.remove(store, target, contact_of(store, options), now)
        print(f"`{options.contact}` is out of `{target.name}`")
    return Exit.OK
