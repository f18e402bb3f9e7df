"""The command: finds the verb, runs it, turns whatever happens into an exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from jalon import __version__

from .exit import Exit
from .guard import guarded

_OVERVIEW = """\
Jalon: customer journeys as code, compiled to SQL and run on the whole audience at once.

usage: jalon VERB [OPTION…]

{verbs}

`jalon VERB --help` tells more of each; `jalon --version` tells the version."""


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; never raises, unless JALON_DEBUG is set."""
    gc.set_threshold(50_000)  # most of what a command makes lives until it ends: 15 ms of `check`
    given = sys.argv[1:] if words is None else list(words)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter still gets the rest
            stream.reconfigure(errors="backslashreplace")
    return int(guarded(lambda: dispatch(given), given))


def dispatch(words: Sequence[str]) -> Exit:
    """Does what the words ask for."""
    match words:
        case []:
            print(overview())
            return Exit.USAGE
        case ["--help" | "-h"] | ["help"]:
            print(overview())
        case ["--version" | "-V"]:
            print(f"jalon {__version__}")
        case ["help" | "--help" | "-h", verb, *_]:
            return perform(verb, ["--help"])
        case [verb, *rest]:
            return perform(verb, rest)
    return Exit.OK


def perform(word: str, rest: Sequence[str]) -> Exit:
    """Reads the arguments of a verb, and runs it."""
    from .arguments import Parser
    from .failure import Failure
    from .verbs import SUMMARIES, load

    if word.startswith("-"):
        raise Failure(
            f"`jalon` has no option `{word}`", "a verb comes first: `jalon VERB [OPTION…]`"
        )
    name, verb = load(word)
    parser = Parser(name, SUMMARIES[name])
    verb.declare(parser)
    return verb.run(parser.read(rest))


def overview() -> str:
    """The page `jalon --help` prints."""
    from .verbs import SUMMARIES

    return _OVERVIEW.format(
        verbs="\n".join(f"  {name:9}{what}" for name, what in SUMMARIES.items())
    )


if __name__ == "__main__":
    sys.exit(main())
