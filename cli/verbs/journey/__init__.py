"""`jalon journey …`: what is done to a running journey by hand; one file per action."""

from __future__ import annotations

from argparse import REMAINDER, Namespace
from importlib import import_module
from typing import TYPE_CHECKING, cast

from ...arguments import Parser, one_of
from ...exit import Exit

if TYPE_CHECKING:
    from .. import Verb

SUMMARIES = {
    "pause": "hold everybody in place, in the journey or at one step",
    "resume": "let everybody go on who was held",
    "add": "let a contact in, or a whole segment",
    "remove": "take a contact out",
    "bar": "keep a contact from entering",
    "unbar": "let a contact enter again",
    "release": "let those go on who were put aside",
}
_ACTIONS = "\n".join(f"  {name:9}{what}" for name, what in SUMMARIES.items())


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey`: the action, and its own."""
    parser.epilog = (
        f"actions:\n{_ACTIONS}\n\n"
        "`jalon journey ACTION --help` tells more of each; `jalon status` and `jalon trace` show\n"
        "what was done."
    )
    parser.add_argument("action", metavar="ACTION", type=one_of(*SUMMARIES), help="what to do")
    parser.add_argument("words", metavar="…", nargs=REMAINDER, help="what it takes")


def run(options: Namespace) -> Exit:
    """Reads the arguments of the action, and does it."""
    verb = cast("Verb", import_module(f".{options.action}", __package__))
    parser = Parser(f"journey {options.action}", SUMMARIES[options.action])
    verb.declare(parser)
    return verb.run(parser.read(options.words))
