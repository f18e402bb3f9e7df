"""`jalon trace`: what happened to one contact, and why."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from functools import cache

from ...compiler.ir import Journey
from ...runtime.store import Store
from ...runtime.trace import Door, Trace, doors, journey_of_version, similar, trace
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure, meant, unknown
from ..instants import zone_named
from ..options import add_database, database
from ..report.timeline import absence, events, timeline
from ..stores import reading


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon trace`."""
    parser.add_argument(
        "contact", metavar="CONTACT", help="a contact's id, an email address, or a telephone number"
    )
    parser.add_argument("journey", metavar="JOURNEY", nargs="?", help="only this journey")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints the timeline."""
    with reading(database(options)) as store:
        found = found_or_failure(store, options.contact)
        known = {door.name: door for door in doors(store)}
        if options.journey is not None:
            if options.journey not in known:
                raise unknown("journey", options.journey, known)
            found = only(found, options.journey)
        for line in lines(store, found, known.get(options.journey or "")):
            print(line)
    return Exit.OK


def found_or_failure(store: Store, contact: str) -> Trace:
    """The trace of a contact, or a failure that guesses who was meant."""
    found = trace(store, contact)
    if found is None:
        raise Failure(f"there is no contact `{contact}`", guess(store, contact))
    return found


def guess(store: Store, contact: str) -> str:
    """Who may have been meant: looks among those who begin alike, then less and less alike."""
    for letters in (4, 2, 1):
        if near := meant(contact, similar(store, contact, letters)):
            return near
    return "is the address right?"


def only(of: Trace, journey: str) -> Trace:
    """The part of a trace that concerns one journey."""
    return replace(
        of,
        runs=tuple(one for one in of.runs if one.journey == journey),
        refusals=tuple(one for one in of.refusals if one.journey == journey),
        quarantined=tuple(one for one in of.quarantined if one.journey in {journey, None}),
        deeds=tuple(one for one in of.deeds if one.journey == journey),
        barred=tuple(one for one in of.barred if one == journey),
    )


def lines(store: Store, found: Trace, door: Door | None) -> list[str]:
    """The timeline, the latest events, and why a journey never began."""

    @cache
    def version(number: int) -> Journey:
        return journey_of_version(store, number)

    text = list(timeline(found, version))
    if door is not None and not found.runs and not found.refusals:
        journey = version(door.version) if door.version is not None else None
        text += ["", absence(door, journey, zone_named(found.person.zone), found.events)]
    if door is None and not found.runs and not found.refusals:
        text += ["", "no journey has begun for this contact, and none has refused it"]
    return [*text, *events(found)]
