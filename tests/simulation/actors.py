"""Those who act: workers that tick and deliver, clients that tell what happens."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import cast

from jalon.deliver.loop import Office, Sizes, deliver_due
from jalon.deliver.records import Programs
from jalon.deliver.settings import Delivery
from jalon.runtime.engine.tick import tick
from jalon.runtime.lanes import Lane, Share
from jalon.runtime.loaded import Plans, share_plans
from jalon.runtime.outbox import Patience
from jalon.runtime.store import Fenced, Store, StoreError

from ..differential.story import Action, Arrived
from .database import Database
from .fate import Fate, Switches
from .hands import apply
from .happenings import Happenings
from .ledger import Ledger
from .sink import Sink, WatchedDesk, WayOut
from .watched import Watched

PROGRAMS = Programs()
"""The compiled messages: the same program, under the same number, in every run."""
PLANS: dict[str, Plans] = {}


@dataclass
class World:
    """What actors share."""

    fate: Fate
    database: Database
    ledger: Ledger
    sink: Sink = field(default_factory=Sink)

    def connect(self, name: str, purpose: str) -> Watched:
        """A new process's connection."""
        inner = self.database.connect()

        def committed(kind: str) -> None:
            self.ledger.committed(store, name, kind)

        def clocked(store: Store) -> None:
            self.database.tell_time(store, self.fate.clock.now())

        clocked(inner)
        store = Watched(inner, self.fate, committed, clocked, purpose)
        PLANS[inner.dialect] = share_plans(cast(Store, store), PLANS.get(inner.dialect))
        return store


@dataclass(frozen=True)
class Timed:
    """A worker's share, looked for when it is asked for: leases end by the database's clock."""

    store: Watched
    share: Share

    def lanes(self) -> Sequence[Lane | None]:
        """What is its own by now."""
        self.store.clocked(self.store.store)
        return self.share.lanes()


@dataclass(eq=False)
class Process:
    """Somebody whose process can die; the next time that it acts, it has been started again."""

    name: str
    world: World
    life: Watched | None = None
    deaths: int = 0
    purpose: str = ""

    def store(self) -> Watched:
        """The connection of its present life."""
        if self.life is None:
            self.life = self.world.connect(f"{self.name}.{self.deaths}", self.purpose)
        return self.life

    def die(self) -> None:
        """The connection is dropped, nothing else happens."""
        if self.life is not None:
            self.life.close()
        self.life, self.deaths = None, self.deaths + 1


@dataclass(eq=False)
class Worker(Process):
    """Ticks and delivers, as `jalon run` does; an error of the database ends it."""

    purpose: str = "work"

    def act(self) -> None:
        """One turn, or half of one."""
        fate, store = self.world.fate, self.store()
        what = fate.pick(("turn", "turn", "tick", "deliver"))
        fate.note(what)
        try:
            for lane in self.share().lanes():
                with suppress(Fenced), store.within(lane):
                    self.work(what, store)
        except StoreError as error:
            fate.note(f"ended: {error.message}")
            fate.ended_early += 1
            self.die()

    def share(self) -> Timed:
        """What is its own."""
        store = self.store()
        return Timed(store, self.world.database.share(store.store, self.name))

    def work(self, what: str, store: Watched) -> None:
        """Does it, in one lane."""
        fate = self.world.fate
        if what != "deliver":
            tick(cast(Store, store), fate.clock.now(), fate.switches.limit)
        if what != "tick":
            deliver_due(cast(Store, store), office(self.world, fate.switches), fate.clock.now())


def office(world: World, switches: Switches) -> Office:
    """A post office with small windows and short leases."""
    way = WayOut(world.fate, world.sink, world.ledger.leaving)
    desk = WatchedDesk(Delivery(), programs=PROGRAMS, fate=world.fate)
    return Office(
        {"email": way, "sms": way, "webhook": way},
        desk,
        replace(Patience(), lease=switches.lease, too_old=switches.too_old),
        Sizes(switches.batch, switches.window, min(switches.window, 10)),
        clock=world.fate.clock,
        stopwatch=lambda: world.fate.clock.latest / 1000,
    )


@dataclass(eq=False)
class Client(Process):
    """Tells what happens, each thing until it has been acknowledged, some of it once more."""

    purpose: str = "ingest"
    happenings: Happenings | None = None
    untold: deque[tuple[str, Action]] = field(default_factory=deque)
    acknowledged: set[str] = field(default_factory=set)

    def act(self) -> None:
        """Tells the next thing."""
        if not self.untold and self.happenings is not None:
            self.untold.append(self.happenings.next())
        if self.untold:
            self.tell(*self.untold[0])

    def tell(self, key: str, action: Action) -> None:
        """Tells one thing; without an answer it will be told again."""
        fate, store = self.world.fate, self.store()
        fate.note(f"tells {key}")
        store.telling = (fate.clock.now(), key, action)
        try:
            apply(cast(Store, store), key, action, fate.clock.now())
        except StoreError as error:
            fate.note(f"not told: {error.message}")
            fate.ended_early += 1
            self.die()
            return
        fate.at("ack")
        self.acknowledged.add(key)
        if isinstance(action, Arrived) and self.happenings is not None:
            self.happenings.people = max(self.happenings.people, action.contact.id)
        self.untold.popleft()
        if not fate.calm and fate.chance(0.1):
            self.untold.append((key, action))
