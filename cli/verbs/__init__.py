"""The verbs: one file each, imported only when it is asked for."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module
from typing import Protocol, cast

from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure, meant

SUMMARIES = {
    "init": "make a small project to start from",
    "check": "find the mistakes in a project",
    "fmt": "rewrite journeys in the one way to write them",
    "compile": "write the compiled program as JSON",
    "render": "show the SQL, or the graph, of a segment or a journey",
    "preview": "count a segment and show some of its contacts",
    "message": "show what a message would say to one contact",
    "import": "read contacts, products, orders or events from files",
    "test": "run the tests of a project",
    "run": "deploy the project and let its journeys run",
    "plan": "show what deploying the project would change, and for whom",
    "apply": "do what a plan has shown",
    "journey": "pause, resume, add, remove, bar: a running journey by hand",
    "trace": "tell what happened to one contact, and why",
    "status": "show where everybody is",
    "outbox": "show messages, resolve those in doubt, send some once more",
    "prove": "look for whatever breaks the delivery contract",
    "doctor": "look at the database, the disk and the machine",
    "export": "write down everything that is known of one contact",
    "erase": "forget people for good",
    "retain": "delete what is older than the project wants to keep",
    "offers": "show the offers in Shop and their figures, or end one",
    "demo": "run five journeys in a made-up shop",
    "rule": "explain a diagnostic",
}
ALIASES = {"lint": "check"}
_MODULES = {"import": "import_"}  # a module cannot bear a word of Python


class Verb(Protocol):
    """What the module of a verb defines."""

    def declare(self, parser: Parser) -> None:
        """Adds the verb's arguments."""

    def run(self, options: Namespace) -> Exit:
        """Does the work: the answer goes to the standard output, all else to the error output."""
        ...


def load(word: str) -> tuple[str, Verb]:
    """The full name and the module of a verb; imports that one alone."""
    name = ALIASES.get(word, word)
    if name not in SUMMARIES:
        raise Failure(
            f"there is no verb `{word}`",
            meant(word, [*SUMMARIES, *ALIASES]) or "`jalon --help` lists them",
        )
    module = import_module(f".{_MODULES.get(name, name)}", __package__)
    return name, cast(Verb, module)
