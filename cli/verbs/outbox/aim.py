"""Which messages an action is aimed at: by their numbers, or by what they have in common."""

from __future__ import annotations

import getpass
import re
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence

from ....runtime.outbox import (
    CHANNELS,
    STATES,
    Filter,
    Place,
    Post,
    Verdict,
    foreseen,
    names,
    posts,
)
from ....runtime.outbox.listing import EVERYBODY
from ....runtime.store import Store
from ....runtime.trace import find
from ...arguments import Parser, one_of
from ...failure import Failure, unknown
from ...instants import instant, written
from ...options import add_database
from ...report.diagnostics import counted
from ...report.reasons import MESSAGES, words
from ...stores import clock_of
from ..status import zone_of
from ..trace import guess

MOST = 1_000_000
_FILTERS = ("state", "journey", "message", "channel", "contact", "since")
_NUMBER = re.compile(r"(-?\d{1,18})/(\d{1,18})")


def number(word: str) -> Place:
    """The type of an argument that names a message, as `jalon outbox list` shows it."""
    if found := _NUMBER.fullmatch(word):
        return int(found[1]), int(found[2])
    raise ArgumentTypeError(f"`{word}` is no number of a message: they look like `12/57`")


def add_filters(parser: Parser, states: Sequence[str] = STATES) -> None:
    """`--state`, `--journey`, …, and the database."""
    parser.add_argument("--state", metavar="STATE", type=one_of(*states))
    parser.add_argument("--journey", metavar="JOURNEY", help="of this journey")
    parser.add_argument("--message", metavar="MESSAGE", help="with this name")
    parser.add_argument("--channel", metavar="CHANNEL", type=one_of(*CHANNELS))
    parser.add_argument("--contact", metavar="CONTACT", help="an email address, or an id")
    parser.add_argument(
        "--since", metavar="INSTANT", type=written, help="from then on, like 2026-12-24T09:00"
    )
    add_database(parser)


def add_decision(parser: Parser) -> None:
    """`--why`, `--who`, `--yes`: what is written down."""
    parser.add_argument("--why", metavar="TEXT", help="the reason, which is written down")
    parser.add_argument("--who", metavar="NAME", help="who decides so (default: you)")
    parser.add_argument("--yes", action="store_true", help="although some may arrive twice")


def filter_of(store: Store, options: Namespace) -> Filter:
    """The filter that the options are."""
    messages, journeys = names(store)
    for kind, word, known in (
        ("journey", options.journey, journeys),
        ("message", options.message, messages),
    ):
        if word and word not in known:
            raise unknown(f"{kind} in the outbox called", word, known)
    return Filter(
        state=options.state or "",
        channel=options.channel or "",
        message=options.message or "",
        journey=options.journey or "",
        contact=contact_of(store, options.contact) if options.contact else EVERYBODY,
        since=instant(options.since, zone_of(store)) if options.since else 0,
    )


def filtered(options: Namespace) -> bool:
    """Whether any filter was given; an empty one leaves everything."""
    return any(getattr(options, name) for name in _FILTERS)


def contact_of(store: Store, word: str) -> int:
    """The number of the contact."""
    found = find(store, word)
    if found is None:
        raise Failure(f"there is no contact `{word}`", guess(store, word))
    return found.id


def numbered(store: Store, place: Place) -> Post:
    """The message with that number."""
    found = posts(store, Filter(place=place), 1)
    if not found:
        shown = "/".join(map(str, place))
        raise Failure(f"there is no message {shown}", "`jalon outbox list` shows their numbers")
    return found[0]


def chosen(
    store: Store, options: Namespace, state: str | None, group: str = "a `--state`"
) -> list[Post]:
    """The messages that were named, or all that have the state and the rest in common."""
    if options.messages:
        return [numbered(store, place) for place in options.messages]
    if not state:
        raise Failure("which messages?", f"name some by their numbers, or all of {group}")
    options.state = state
    return posts(store, filter_of(store, options), MOST)


def verdict(store: Store, options: Namespace) -> Verdict:
    """Who decides, why, and when."""
    return Verdict(options.who or getpass.getuser(), options.why, clock_of(store).now())


def beware(found: Sequence[Post], options: Namespace) -> None:
    """Refuses to send marketing twice unless that is what is wanted."""
    doubtful = [one for one in found if one.state == "unknown" and one.row.marketing]
    if doubtful and not options.yes:
        raise Failure(
            f"{len(doubtful):,} of these are marketing of which nobody knows: it may arrive twice",
            "ask the mail server what it took; with `--yes` they are sent all the same",
        )


def tell_queued(store: Store, found: Sequence[Post], done: int) -> None:
    """Says how many are queued once more, and how many of them will be stopped all the same."""
    print(f"{counted(done, 'message')} queued once more")
    for why, count in foreseen(store, found, clock_of(store).now()).items():
        print(f"  {count:,} of these will be stopped: {words(MESSAGES, why)}")
