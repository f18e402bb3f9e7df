"""A job: a deployed program that takes turns: tick, deliver, rest."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from ..compiler import ir
from ..deliver.letters import Desk
from ..deliver.loop import Office, deliver_due, write_known
from ..deliver.opening import open_senders, unset
from ..deliver.settings import Delivery
from ..runtime import loop
from ..runtime.clock import Clock, VirtualClock
from ..runtime.deploy import deploy
from ..runtime.engine.tick import TickReport, tick
from ..runtime.lanes import Share
from ..runtime.loop import Pace
from ..runtime.outage import Outage, steadily
from ..runtime.outbox import Patience, Rate
from ..runtime.store import Store, StoreError
from .failure import Failure
from .instants import instant, shown, zone_named
from .interrupt import Stop
from .pressure import Pressure

MOST_TROUBLES = 5
PATIENCE = 300_000  # milliseconds: whoever has an end waits no longer for the database
SPAN = 30.0  # seconds: then a delivery that could go on for hours lets the next tick in


@dataclass(slots=True)
class Job:
    """What is to be run, how its messages leave, and what has been done so far."""

    program: ir.Program
    delivery: Delivery
    stop: Stop
    done: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    behind: bool = False

    @property
    def zone(self) -> tzinfo:
        """The audience's time zone."""
        return zone_named(self.program.audience.time_zone)

    def end(self, options: Namespace, start: int) -> int | None:
        """The instant to end at (None: never); an end that is over already is a mistake."""
        if options.once:
            return start
        if options.until is None:
            return None
        end = instant(options.until, self.zone)
        if end <= start:
            now = f"it is {shown(start, self.zone, named=True)} already"
            raise Failure(f"`--until` is over: {now}", "`--once` does what is due now")
        return end

    def prove(self) -> None:
        """Fails over a secret that is missing before anything is done."""
        with posting(self.delivery, self.program.webhooks):
            pass

    def deploy(self, store: Store, now: int) -> None:
        """Deploys, and tells what is new."""
        if changed := deploy(store, self.program, now).changed:
            print(f"deployed: {', '.join(changed)}", flush=True)

    def turns(
        self, store: Store, clock: Clock, pace: Pace, share: Share | None = None
    ) -> Iterator[None]:
        """Turn by turn, until the end, or until somebody asks for it."""
        with posting(self.delivery, self.program.webhooks) as office:
            office = replace(
                office,
                clock=clock,
                ending=lambda: self.stop.asked,
                pressed=Pressure(store, complained),
                meanwhile=lambda: self.go_on(tick(store, clock.now)),
                at_once=not isinstance(clock, VirtualClock),
                span=SPAN if pace.until is None else None,
            )

            def deliver(now: int) -> None:
                self.done.update(deliver_due(store, office, now))
                self.troubles.update(office.troubles)
                office.troubles.clear()

            outage = Outage(complained, lambda: self.stop.asked, pace.until and PATIENCE)

            def begin() -> Iterator[TickReport]:
                return loop.run(store, clock, deliver, pace, share)

            try:
                for report in steadily(begin, outage):
                    self.go_on(report)
                    yield
                    if self.stop.asked:
                        return
            finally:
                with suppress(StoreError):
                    write_known(store, office)

    def go_on(self, report: TickReport) -> None:
        """Notes what a tick has done."""
        self.done.update(entered=report.entered, left=report.left, moved=report.moved)
        self.watch(report.behind)

    def watch(self, behind: int) -> None:
        """Tells when the clock falls behind the last tick, and when it has caught up."""
        if bool(behind) != self.behind:
            self.behind = bool(behind)
            held = f"the clock is {behind / 1000:,.0f} s behind the last tick: all timers are held"
            complained(held if behind else "the clock has caught up: timers go on")

    def told(self) -> str:
        """What has been done since it was told last: `3 entered, 12 moved, 4 accepted`."""
        words = ", ".join(f"{count:,} {what}" for what, count in self.done.items() if count)
        self.done.clear()
        return words

    def told_troubles(self) -> list[str]:
        """What did not get through since it was told last, and why: the most frequent first."""
        found = [f"{count:,} × {what}" for what, count in self.troubles.most_common(MOST_TROUBLES)]
        more = len(self.troubles) - len(found)
        self.troubles.clear()
        return [*found, f"and {more:,} other troubles: see `jalon status`"] if more > 0 else found


def complained(words: str) -> None:
    """Says on stderr what keeps the work from going on."""
    print(words, file=sys.stderr, flush=True)


@contextmanager
def posting(delivery: Delivery, webhooks: Sequence[ir.Webhook] = ()) -> Iterator[Office]:
    """The way out for messages and requests, closed at the end."""
    opened, problems = open_senders(delivery, os.environ)
    problems += unset(webhooks if delivery.webhooks == "http" else (), os.environ)
    with closing(opened):
        if problems:
            raise Failure(f"`{problems[0].place}`: {problems[0].message}", problems[0].help)
        desk, rates = Desk(delivery, opened.secret), delivery.rates
        yield Office(
            opened.senders,
            desk,
            patience_of(delivery),
            rates={name: Rate(*rates[name]) for name in rates},
        )


def patience_of(delivery: Delivery) -> Patience:
    """How long to try and to wait: what is not said is long enough for what is."""
    ours = Patience()
    limit = delivery.retry_for or ours.limit
    too_old = delivery.expire_after or max(ours.too_old, limit)
    much = delivery.expire_receipts_after or max(ours.much_too_old, too_old, limit)
    return replace(ours, limit=limit, too_old=too_old, much_too_old=much)
