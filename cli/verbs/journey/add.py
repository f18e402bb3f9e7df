"""`jalon journey add`: lets a contact in, or a whole segment."""

from __future__ import annotations

from argparse import Namespace

from ....runtime import control
from ....runtime.store import Store
from ...arguments import Parser
from ...exit import Exit
from ...failure import Failure, unknown
from ...report.diagnostics import counted
from .aim import add_journey, aimed, contact_of

_MORE = """\
The journey says `starting point: added manually`, and is active. Whoever is added need not pass
`only if` nor wait for `re-entry`, but is in the journey once at a time; every message looks at her
consent, as always.

  jalon journey add welcome ana@shop.example
  jalon journey add welcome --segment vips"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon journey add`."""
    parser.epilog = _MORE
    add_journey(parser)
    parser.add_argument("contact", metavar="CONTACT", nargs="?", help="an email address, or an id")
    parser.add_argument("--segment", metavar="SEGMENT", help="everybody in it")


def run(options: Namespace) -> Exit:
    """Adds; they enter at the next tick."""
    if (options.contact is None) is (options.segment is None):
        raise Failure("who is to be added?", "name a contact, or a segment with `--segment`")
    with aimed(options) as (store, target, now):
        if options.contact:
            control.add(store, target, contact_of(store, options), now)
            print(f"`{options.contact}` will enter `{target.name}` at the next tick")
        else:
            people = add_segment(store, target, options.segment, now)
            print(f"{counted(people, 'contact')} will come to `{target.name}` at the next tick")
    return Exit.OK


def add_segment(store: Store, target: control.Target, segment: str, now: int) -> int:
    """Adds the members of a segment that was deployed with the journey."""
    known = control.segments_of(store, target)
    if segment not in known:
        raise unknown("segment", segment, known)
    return control.add_segment(store, target, segment, now)
