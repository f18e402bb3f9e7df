"""A job: a deployed program that takes turns: tick, deliver, rest."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from ..compiler import ir
from ..deliver.letters import Desk
from ..deliver.loop import Office, deliver_due
from ..deliver.opening import open_senders, unset
from ..deliver.settings import Delivery
from ..runtime import loop
from ..runtime.clock import Clock
from ..runtime.deploy import deploy
from ..runtime.lanes import Share
from ..runtime.loop import Pace
from ..runtime.store import Store
from .failure import Failure
from .instants import instant, shown, zone_named
from .interrupt import Stop

MOST_TROUBLES = 5


@dataclass(slots=True)
class Job:
    """What is to be run, how its messages leave, and what has been done so far."""

    program: ir.Program
    delivery: Delivery
    stop: Stop
    done: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)

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
            office = replace(office, clock=clock, ending=lambda: self.stop.asked)

            def deliver(now: int) -> None:
                self.done.update(deliver_due(store, office, now))
                self.troubles.update(office.troubles)
                office.troubles.clear()

            for report in loop.run(store, clock, deliver, pace, share):
                self.done.update(entered=report.entered, left=report.left, moved=report.moved)
                yield
                if self.stop.asked:
                    return

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


@contextmanager
def posting(delivery: Delivery, webhooks: Sequence[ir.Webhook] = ()) -> Iterator[Office]:
    """The way out for messages and requests, closed at the end."""
    opened, problems = open_senders(delivery, os.environ)
    problems += unset(webhooks if delivery.webhooks == "http" else (), os.environ)
    with closing(opened):
        if problems:
            raise Failure(f"`{problems[0].place}`: {problems[0].message}", problems[0].help)
        yield Office(opened.senders, Desk(delivery, opened.secret))
