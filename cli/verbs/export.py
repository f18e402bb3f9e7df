"""`jalon export`: everything that is known of one contact."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..arguments import Parser, one_of
from ..exit import Exit
from ..exporting import as_json, as_text, document
from ..failure import Failure
from ..options import add_database, database
from ..stores import clock_of, reading
from ..writing import write_atomically
from .trace import found_or_failure
from .trace import lines as story

_MORE = """\
Her row and fields, tags and groups, what she agreed to and how we know, orders, carts, events,
every run of every journey with its steps, every message and what became of it, and why.

  jalon export ana@people.example --out ana.json
  jalon export ana@people.example --format text"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon export`."""
    parser.epilog = _MORE
    parser.add_argument(
        "contact", metavar="CONTACT", help="a contact's id, an email address, or a telephone number"
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        type=one_of("json", "text"),
        default="json",
        help="json (default), or text",
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="write a file instead")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints it, or writes it down."""
    with reading(database(options)) as store:
        found = found_or_failure(store, options.contact)
        told = document(store, found, clock_of(store).now())
        if options.format == "json":
            told["story"] = story(store, found, None)
            text = as_json(told)
        else:
            text = "\n".join([*story(store, found, None), *as_text(told)])
    if options.out is None:
        print(text)
        return Exit.OK
    try:
        write_atomically(options.out, text + "\n", private=True)
    except OSError as error:
        raise Failure(f"`{options.out}` cannot be written: {error.strerror}") from None
    print(f"{options.out}: everything that is known of `{options.contact}`")
    return Exit.OK
