"""`jalon outbox list`: messages, the latest first."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, tzinfo

from ....runtime.outbox import Post, counted, outbox_key, posts, tenant_of
from ...arguments import Parser, whole
from ...exit import Exit
from ...instants import shown
from ...options import database
from ...report.reasons import MESSAGES, words
from ...report.tables import Cell, print_table
from ...stores import reading
from ..status import zone_of
from .aim import add_filters, filter_of

_MORE = """\
  jalon outbox list --state unknown                       of which nobody knows
  jalon outbox list --state refused --message welcome
  jalon outbox list --contact ana@people.example --since 2026-12-01 --json"""
_COLUMNS = ("number", "state", "channel", "message", "journey", "to", "attempts", "why")
INSTANTS = ("queued_at", "not_before", "handed_at", "settled_at")
PRIVATE = ("contact_id", "epoch")


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon outbox list`."""
    parser.epilog = _MORE
    add_filters(parser)
    parser.add_argument(
        "--doubtful", action="store_true", help="those that may have arrived, the stopped too"
    )
    parser.add_argument(
        "--limit", metavar="N", type=whole, default=20, help="so many at most (default: 20)"
    )
    parser.add_argument("--json", action="store_true", help="as JSON, all that is known")


def run(options: Namespace) -> Exit:
    """Prints them."""
    with reading(database(options)) as store:
        which = replace(filter_of(store, options), doubtful=options.doubtful)
        found, counts = posts(store, which, options.limit), counted(store, which)
        zone, tenant = zone_of(store), tenant_of(store)
    if options.json:
        listed = [told(one, tenant) for one in found]
        print(json.dumps({"counts": counts, "messages": listed}, indent=2))
        return Exit.OK
    if not found:
        print("there is no such message")
        return Exit.OK
    print_table("", (*_COLUMNS, f"since ({zone})"), [row(one, zone) for one in found])
    if (rest := sum(counts.values()) - len(found)) > 0:
        print(f"\n  and {rest:,} more: `--limit` shows them")
    return Exit.OK


def row(of: Post, zone: tzinfo) -> tuple[Cell, ...]:
    """One message as a line."""
    since = of.settled_at or of.handed_at or of.queued_at
    why = of.detail if of.state != "accepted" else None
    return (
        named(of),
        of.state,
        of.channel,
        of.message,
        of.journey,
        of.address,
        of.attempt,
        why or words(MESSAGES, of.reason or "") or None,
        shown(since, zone),
    )


def named(of: Post) -> str:
    """The number of a message."""
    return f"{of.enrollment_id}/{of.node_id}"


def told(of: Post, tenant: str) -> Mapping[str, object]:
    """One message as JSON: instants are in UTC, and a Message-ID begins with its `key`."""
    found = {name: value for name, value in asdict(of).items() if name not in PRIVATE}
    for name in INSTANTS:
        at = found[name]
        found[name] = None if at is None else shown(at, UTC).replace(" ", "T") + "Z"
    key = outbox_key(tenant, (of.enrollment_id, of.node_id), of.channel)
    return {"number": named(of), "key": key, **found}
