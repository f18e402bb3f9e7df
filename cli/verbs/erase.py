"""`jalon erase`: forgets people for good."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from ...runtime.erasure import Erased, erase_patiently
from ...runtime.store import Store
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure
from ..leftovers import leftovers
from ..options import add_database, database
from ..report.diagnostics import counted
from ..stores import changing, clock_of

PATIENCE = 90_000  # milliseconds: whoever hands a message over has a lease of sixty seconds
_MORE = """\
Everything that tells who somebody is goes: name, addresses, fields, tags, consent, what she did.
Her runs end, what was not sent is not sent. Orders stay as figures, of nobody. Her addresses are
remembered in a form that nobody can read, so that nothing is ever sent to them again, whoever
imports them. It cannot be undone.

  jalon erase ana@people.example
  jalon erase --file people.txt --yes                 a key, an address or a number on each line"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon erase`."""
    parser.epilog = _MORE
    parser.add_argument(
        "contacts",
        metavar="CONTACT",
        nargs="*",
        help="a contact's id, an email address, or a telephone number",
    )
    parser.add_argument("--file", metavar="FILE", type=Path, help="a file with one on each line")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--rewrite",
        action="store_true",
        help="PostgreSQL: take the bytes out of its files at once, while nobody can use them",
    )
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Erases, takes the bytes out of the files, and tells what is left elsewhere."""
    words = named(options)
    confirm(words, options)
    with changing(database(options)) as store:
        found = erase_patiently(store, words, clock_of(store), PATIENCE)
        empty = store.purge(rewrite=options.rewrite)
        print("\n".join(lines(found)))
        if found.people or found.before:
            tell_leftovers(store, options)
    if not empty:
        help = "run the same command again in a minute: it takes them out"
        raise Failure("somebody still reads the database: its log may hold bytes of hers", help)
    if found.in_doubt:
        raise Failure(
            f"{listed(found.in_doubt)}: not erased, a message is being handed over at this moment",
            "run `jalon run --once` so that it is known what became of it, then this again",
        )
    return Exit.FINDINGS if found.unknown else Exit.OK


def named(options: Namespace) -> list[str]:
    """Whom it is about."""
    words = list(options.contacts)
    if options.file is not None:
        try:
            words += options.file.read_text("utf-8-sig").splitlines()
        except UnicodeError:
            raise Failure(f"`{options.file}` is not written in UTF-8", "save it as UTF-8") from None
    found = [word for line in words if (word := line.strip())]
    if not found:
        raise Failure("`jalon erase` needs somebody", "`jalon erase CONTACT`, or `--file FILE`")
    return found


def confirm(words: list[str], options: Namespace) -> None:
    """Asks, unless that was said already. Raises `Failure`."""
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise Failure("erasing cannot be undone, and nobody can be asked", "say so with `--yes`")
    who = f"`{words[0]}`" if len(words) == 1 else counted(len(words), "contact")
    print(f"erase {who} from {database(options)}, for good? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise Failure("nobody was erased")


def lines(found: Erased) -> list[str]:
    """What was done."""
    told = [f"{counted(found.people, 'contact')} erased"]
    if found.before:
        told.append(f"{listed(found.before)}: erased before")
    if found.unknown:
        told.append(f"{listed(found.unknown)}: nobody has this id, address or number")
    return told


def listed(words: tuple[str, ...]) -> str:
    """The words, a few of them when there are many."""
    more = f" and {len(words) - 5:,} more" if len(words) > 5 else ""
    return ", ".join(f"`{word}`" for word in words[:5]) + more


def tell_leftovers(store: Store, options: Namespace) -> None:
    """Where erasure does not reach."""
    print("what is not in the database is not erased:")
    for one in leftovers(store, database(options), options.project, rewritten=options.rewrite):
        print(f"  {one}")
