"""`jalon outbox show`: everything that happened to one message."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo

from ....compiler import ir
from ....runtime.outbox import Post, outbox_key, story, tenant_of
from ....runtime.outbox.listing import Line
from ....runtime.store import Store
from ...arguments import Parser
from ...exit import Exit
from ...instants import shown
from ...options import add_database, database
from ...report.paint import visible
from ...report.reasons import MESSAGES, STATES, words
from ...settings import delivery
from ...stores import reading
from ..status import zone_of
from .aim import number, numbered


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon outbox show`."""
    parser.add_argument("message", metavar="NUMBER", type=number, help="as `list` shows it")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints what is known."""
    with reading(database(options)) as store:
        found = numbered(store, options.message)
        lines, zone = story(store, options.message), zone_of(store)
        outside = name_outside(store, found, options)
    for text in head(found, zone, outside):
        print(text)
    for line in lines:
        print(told(line, zone))
    return Exit.OK


def head(of: Post, zone: tzinfo, outside: str) -> list[str]:
    """What it is, and where it stands."""
    source = f" of `{of.journey}`, step {of.step}" if of.journey else ""
    why = f": {words(MESSAGES, of.reason)}" if of.reason else ""
    lines = [
        f"{of.channel} `{of.message}`{source}, {of.purpose}, to {visible(of.address or 'nobody')}",
        f"{of.state} ({STATES[of.state]}){visible(why)}",
        outside,
        f"  {shown(of.queued_at, zone, named=True)}  queued",
    ]
    if of.state == "queued":
        lines[1] += f", not before {shown(of.not_before, zone, named=True)}"
    return lines


def name_outside(store: Store, of: Post, options: Namespace) -> str:
    """By which name the logs of others know it: the Message-ID of an e-mail, else its key."""
    from ....deliver.letters import LetterError, id_of  # templates: only this action needs them

    run, step = of.enrollment_id, of.node_id
    key = outbox_key(tenant_of(store), (run, step), of.channel)
    found = store.read("post.deployed", run=run, step=step)
    if of.channel != "email" or not found:
        return f"key: {key}"
    program = ir.Program.model_validate_json(found[0][0])
    try:
        name = id_of(key, of.channel, of.message, program, delivery(options.project)[0])
    except LetterError:  # it was never written, or the settings are not here
        return f"key: {key}"
    return f"Message-ID: {name}"


def told(line: Line, zone: tzinfo) -> str:
    """One thing that happened."""
    at = shown(line.at, zone, named=True) if line.at else "?"
    what = f"attempt {line.attempt}: {line.what}" if line.what != "decided" else "by hand"
    way = f", {line.origin} → {line.state}" if line.state else ""
    again = f", again from {shown(line.again, zone)}" if line.again else ""
    said = f": {visible(line.words)}" if line.words else ""
    return f"  {at}  {what}{way}{again}{said}"
