"""`jalon outbox …`: messages, what became of them, and what to do about those in doubt."""

from __future__ import annotations

from argparse import REMAINDER, Namespace
from importlib import import_module
from typing import TYPE_CHECKING, cast

from ...arguments import Parser, one_of
from ...exit import Exit
from ...options import add_database

if TYPE_CHECKING:
    from .. import Verb

SUMMARIES = {
    "list": "show messages, the latest first",
    "show": "tell everything that happened to one message",
    "resolve": "say what became of messages of which nobody knows",
    "retry": "send messages once more that were refused, given up or too late",
}
_ACTIONS = "\n".join(f"  {name:9}{what}" for name, what in SUMMARIES.items())
_ANYWHERE = ("--db", "--project")


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon outbox`: the action, and its own."""
    parser.epilog = (
        f"actions:\n{_ACTIONS}\n\n"
        "Without an action it counts the messages in each state. `jalon outbox ACTION --help`\n"
        "tells more of each."
    )
    add_database(parser)
    parser.add_argument(
        "action", metavar="ACTION", nargs="?", type=one_of(*SUMMARIES), help="what to do"
    )
    parser.add_argument("words", metavar="…", nargs=REMAINDER, help="what it takes")


def run(options: Namespace) -> Exit:
    """Reads the arguments of the action, and does it; without one, counts."""
    action = options.action or "count"
    verb = cast("Verb", import_module(f".{action}", __package__))
    parser = Parser(f"outbox {action}", SUMMARIES.get(action, ""))
    verb.declare(parser)
    return verb.run(parser.read([*elsewhere(options), *options.words]))


def elsewhere(options: Namespace) -> list[str]:
    """What was said of the database before the action."""
    told = {"--db": options.db, "--project": options.project}
    return [word for name in _ANYWHERE if told[name] for word in (name, str(told[name]))]
