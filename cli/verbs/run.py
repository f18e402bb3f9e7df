"""`jalon run`: deploys the project, ticks, delivers."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import Counter
from contextlib import suppress

from ...runtime.checkup import cheap
from ...runtime.clock import SystemClock, VirtualClock
from ...runtime.loop import Pace
from ...runtime.outage import Outage
from ...runtime.retention import Gone, Housekeeper
from ...runtime.store import Interrupted, NotUp, Store
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure
from ..instants import shown, written
from ..interrupt import stoppable
from ..job import Job, complained
from ..options import add_database, database
from ..programs import compiled
from ..rehearsal import copied, copy_of, kept_here, rehearsable
from ..report.diagnostics import print_full, sources_on_disk
from ..report.progress import progress_bar
from ..retaining import retention
from ..settings import delivery
from ..stores import clock_of, share_of, writing
from ..templating import check_template

HOUR = 3_600_000  # milliseconds
UNSAFE = "JALON_UNSAFE"  # set where nothing must survive, as in tests
LEFT_TO_DOCTOR = frozenset({"library"})  # so at every start, and nothing that was done wrong
_MORE = """\
Without an end it runs until Ctrl-C, which ends it after the tick it is in. Instants without an
offset are those of the audience's time zone.

A rehearsal copies the database to jalon.rehearsal.db and lets a virtual clock run ahead from the
last tick, as fast as it can. Nobody gets a message: letters are kept in the folder `rehearsal`.

  jalon run --once                                    from a scheduler
  jalon run                                           as a service
  jalon run --rehearse --until 2026-12-24T09:00       what will happen by then"""


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon run`."""
    parser.epilog = _MORE
    ends = parser.add_mutually_exclusive_group()
    ends.add_argument("--once", action="store_true", help="do what is due now, and end")
    ends.add_argument(
        "--until", metavar="INSTANT", type=written, help="end then, like 2026-12-24T09:00"
    )
    parser.add_argument(
        "--rehearse",
        action="store_true",
        help="with --until: on a copy, at once, with letters kept in a folder",
    )
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Runs until it is told to end."""
    if options.rehearse and options.until is None:
        raise Failure("a rehearsal needs an end", "add `--until 2026-12-24T09:00`")
    program = compiled(options.project, templates=check_template)
    way_out, found = delivery(options.project)
    found += retention(options.project)[1]
    print_full(found, sources_on_disk(), sys.stderr)
    if program is None or found:
        return Exit.FINDINGS
    with stoppable() as stop:
        work = rehearse if options.rehearse else perform
        try:
            work(Job(program, way_out, stop), options)
        except NotUp:
            if not stop.asked:  # else somebody has ended the waiting
                raise
    return Exit.INTERRUPTED if stop.interrupted else Exit.OK


def perform(job: Job, options: Namespace) -> None:
    """The real thing, on the clock of its database."""
    job.end(options, SystemClock().now())  # a mistake is told before anything is made
    job.prove()
    at_once = options.once or options.until is not None  # a scheduler waits for its command
    outage = Outage(complained, lambda: job.stop.asked, 0 if at_once else None)
    with writing(database(options), outage) as store, share_of(store) as share:
        clock = clock_of(store)
        start = clock.now()
        look_at(store, start)
        pace = Pace(job.end(options, start))
        job.deploy(store, start)
        keeper = Housekeeper(retention(options.project)[0], at_once=options.once)
        for _ in job.turns(store, clock, pace, share):
            with suppress(Interrupted):  # what keeps from it keeps the next turn too, which tells
                now = clock.now()
                job.done.update(tidied(keeper, store, now))
                if words := job.told():
                    print(f"{shown(now, job.zone, named=True)}  {words}", flush=True)
            for trouble in job.told_troubles():
                print(f"  {trouble}", flush=True)


def tidied(keeper: Housekeeper, store: Store, now: int) -> Gone:
    """A little of what is too old goes; what keeps it from going, keeps the ticks from working too,
    and is told there."""
    try:
        gone = keeper.turn(store, now)
    except Interrupted:
        return Counter()
    return Counter({f"{what} deleted": count for what, count in gone.items()})


def look_at(store: Store, now: int) -> None:
    """Tells what should be looked at; fails over what would break the delivery contract."""
    found = list(cheap(store, now, SystemClock().now()))
    for one in found:
        if one.level == "warning" and one.what not in LEFT_TO_DOCTOR:
            print(f"{one.what}: {one.sentence}; {one.advice}", file=sys.stderr)
    problems = [one for one in found if one.level == "problem"]
    if problems and not os.environ.get(UNSAFE):
        more = f"; `jalon doctor` tells {len(problems) - 1} more" if problems[1:] else ""
        raise Failure(problems[0].sentence, f"{problems[0].advice}{more}")


def rehearse(job: Job, options: Namespace) -> None:
    """Runs ahead on a copy of the database, from its last tick on."""
    path = rehearsable(database(options))
    with copied(path) as store, progress_bar("rehearsal") as advance:
        place = store.read("tick.standing")
        start = place[0][0] if place else SystemClock().now()
        end = job.end(options, start) or start
        clock = VirtualClock(start)
        job.deploy(store, start)
        job.delivery = kept_here(job.delivery, path.parent)
        for _ in job.turns(store, clock, Pace(end, HOUR)):
            advance(clock.now() - start, end - start)
    until = shown(clock.now(), job.zone, named=True)
    print(f"rehearsed until {until}: {job.told() or 'nothing happened'}")
    print(f"  the copy: {copy_of(path)}, for example `jalon status --db {copy_of(path)}`")
    if (letters := job.delivery.mail_folder.parent).exists():
        print(f"  the letters: {letters}")
