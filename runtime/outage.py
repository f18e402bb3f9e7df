"""While the database is away: rests that grow, and a word about it once a minute."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from .clock import Clock, SystemClock
from .store import Interrupted, NotUp

SHORTEST, LONGEST = 200, 30_000  # milliseconds between two attempts
A_MINUTE = 60_000
Turn = TypeVar("Turn")
Found = TypeVar("Found")


@dataclass(slots=True)
class Outage:
    """Stays calm: whoever was interrupted waits, and does the same again.

    `tell` gets a sentence now and then. `ending` is asked whether to wait no more. Past `limit`
    (milliseconds, None: never) the reason is raised after all. The time is that of this machine:
    the database cannot be asked.
    """

    tell: Callable[[str], object]
    ending: Callable[[], bool] = bool
    limit: int | None = None
    clock: Clock = field(default_factory=SystemClock)
    rest: int = SHORTEST
    since: int | None = None
    told_at: int = -A_MINUTE

    def wait(self, why: Interrupted) -> None:
        """Rests before the next attempt, twice as long each time. Raises `why` past the limit."""
        now = self.clock.now()
        if self.since is None:
            self.since = now
        if self.limit is not None and now - self.since >= self.limit:
            raise why
        if now - self.told_at >= A_MINUTE:
            self.tell(f"{why.message}; trying again")
            self.told_at = now
        end = now + int(self.rest * random.uniform(0.5, 1))
        self.rest = min(2 * self.rest, LONGEST)
        while self.clock.now() < end and not self.ending():
            self.clock.sleep(min(SHORTEST, max(1, end - self.clock.now())))

    def over(self) -> None:
        """Something was done: the database is there."""
        if self.since is not None and self.told_at >= self.since:
            self.tell("the database is back")
        self.rest, self.since = SHORTEST, None


def steadily(begin: Callable[[], Iterator[Turn]], outage: Outage) -> Iterator[Turn]:
    """What `begin()` gives; begun anew after each interruption, until the end is wanted."""
    while True:
        try:
            for turn in begin():
                outage.over()
                yield turn
            return
        except Interrupted as why:
            outage.wait(why)
            if outage.ending():
                return


def once_up(connect: Callable[[], Found], outage: Outage) -> Found:
    """What `connect()` gives, once the database is up. Raises `NotUp` when the end is wanted."""
    while True:
        try:
            found = connect()
        except NotUp as why:
            outage.wait(why)
            if outage.ending():
                raise
        else:
            outage.over()
            return found
