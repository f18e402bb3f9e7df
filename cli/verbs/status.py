"""`jalon status`: where everybody is."""

from __future__ import annotations

from argparse import Namespace
from datetime import tzinfo

from ...runtime.outbox.destinations import destinations
from ...runtime.status import JourneyStatus, Status, crew, status
from ...runtime.store import Store
from ..arguments import Parser
from ..exit import Exit
from ..failure import unknown
from ..instants import shown, zone_named
from ..options import add_database, database
from ..pressure import pressed
from ..report.control import print_control
from ..report.diagnostics import counted
from ..report.funnel import listed, print_funnels
from ..report.reasons import words
from ..report.tables import Cell, print_table
from ..stores import reading


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon status`."""
    parser.add_argument("journey", metavar="JOURNEY", nargs="?", help="only this journey")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints the figures of the store, and the funnel of each journey."""
    with reading(database(options)) as store:
        found = status(store)
        zone = zone_of(store)
        print(headline(str(database(options)), found, zone))
        names = [one.name for one in found.journeys]
        if options.journey is not None and options.journey not in names:
            raise unknown("journey", options.journey, names)
        print_journeys(store, found, options.journey)
        print_control(store, options.journey)
        if options.journey is None:
            print_messages(found)
            print_undelivered(found, zone)
            print_destinations(store, zone)
            print_troubles(found, zone)
            print_alarms(found, zone)
            print_crew(store, zone)
            if why := pressed(store):
                print(f"\nno message leaves: {why}")
    return Exit.OK


def zone_of(store: Store) -> tzinfo:
    """The audience's time zone; UTC before anything is deployed."""
    return zone_named(next((str(name) for (name,) in store.read("imports.zone")), "UTC"))


def headline(path: str, found: Status, zone: tzinfo) -> str:
    """What the store holds, and how far it has come."""
    held = f"{path}: {counted(found.contacts, 'contact')}, {counted(found.events, 'event')}"
    if found.watermark is None:
        return f"{held}; nothing has been deployed yet, `jalon run` does it"
    return f"{held}; last tick {shown(found.watermark, zone, named=True)}"


def print_journeys(store: Store, found: Status, only: str | None) -> None:
    """A line for each journey, then its funnel."""
    chosen = [one for one in found.journeys if only in {None, one.name}]
    if not chosen:
        return
    columns = (
        "journey",
        "state",
        "entered",
        "active",
        "waiting",
        "finished",
        "goals",
        "endings",
        "not let in",
    )
    print_table("journeys", columns, [journey_row(one) for one in chosen])
    for one in chosen:
        print_funnels(store, one.name)


def journey_row(of: JourneyStatus) -> tuple[Cell, ...]:
    """The figures of one journey."""
    return (
        of.name,
        of.status,
        of.entered,
        of.active,
        of.waiting,
        of.finished,
        of.goals,
        listed(of.endings),
        listed(of.refusals),
    )


def print_messages(found: Status) -> None:
    """The outbox by state."""
    rows = [(one.channel, one.state, words({}, one.reason or ""), one.count) for one in found.posts]
    if rows:
        print_table("messages", ("channel", "state", "reason", "count"), rows)


def print_undelivered(found: Status, zone: tzinfo) -> None:
    """What did not get through, or not yet, and why."""
    rows = [
        (one.channel, one.message, one.state, one.reason, one.count, shown(one.latest, zone))
        for one in found.undelivered
    ]
    if rows:
        columns = ("channel", "message", "state", "reason", "count", f"latest ({zone})")
        print_table("not delivered", columns, rows)


def print_destinations(store: Store, zone: tzinfo) -> None:
    """Where messages do not get through, and which of these places are left alone."""
    rows = [
        (one.name, one.failures, shown(one.opened_at, zone) if one.opened_at else None, one.reason)
        for one in destinations(store)
        if one.failures
    ]
    if rows:
        columns = ("destination", "failures in a row", f"left alone since ({zone})", "the latest")
        print_table("destinations", columns, rows)


def print_troubles(found: Status, zone: tzinfo) -> None:
    """What was put aside."""
    rows = [(one.stage, one.reason, one.count, shown(one.latest, zone)) for one in found.troubles]
    if rows:
        print_table("put aside", ("stage", "reason", "count", f"latest ({zone})"), rows)


def print_alarms(found: Status, zone: tzinfo) -> None:
    """When the clock was set back, and what waited was held."""
    rows = [(shown(one.watermark, zone), shown(one.clock, zone)) for one in found.alarms]
    if rows:
        print_table("the clock was set back", (f"from ({zone})", "to"), rows)


def print_crew(store: Store, zone: tzinfo) -> None:
    """The workers of a database that several share."""
    rows = [
        (
            one.name,
            one.lanes,
            *(shown(at, zone) if at else None for at in (one.started_at, one.seen_at)),
        )
        for one in crew(store)
    ]
    if rows:
        print_table("workers", ("worker", "lanes", f"since ({zone})", "last seen"), rows)
