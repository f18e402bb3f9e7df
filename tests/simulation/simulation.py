"""One run: strange hours first, then quiet days, and at the end everything is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from typing import cast

from jalon.deliver.loop import deliver_due
from jalon.runtime import intake, loop
from jalon.runtime.loop import Pace
from jalon.runtime.store import Store

from ..differential import rows_of
from ..differential.vocabulary import BASES
from ..reference.world import Contact
from .actors import Client, Worker, World, office
from .database import Database, File, program
from .fate import DAY, Clock, Fate
from .hands import taken
from .happenings import KINDS, Happenings, contact
from .judging import delivered, demand, kept, pressed, proven
from .ledger import Ledger, Violation
from .oracle import Oracle, astray

PEOPLE, TURNS, REST = 4, 40, 3 * DAY
PROVEN = 4  # one of so many is looked through by `jalon prove` too, which takes as long as a run
Opener = Callable[[int], AbstractContextManager[Database]]


@dataclass
class Simulation:
    """A seed, and what becomes of it."""

    seed: int
    opener: Opener = File.of
    alone: bool = True
    turns: int = TURNS
    kinds: Sequence[str] = KINDS
    fate: Fate = field(init=False)
    base: int = 0
    audience: list[Contact] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Raises `Violation`, with all that was decided in `fate.trace`."""
        self.base = BASES[self.seed % len(BASES)]
        self.fate = Fate(self.seed, Clock(self.base, self.base))
        with ExitStack() as stack:
            database = stack.enter_context(self.opener(self.base))
            ledger = Ledger(database.asked(), self.fate.clock, self.fate.switches.window)
            world = World(self.fate, database, ledger)
            stack.callback(self.fate.end)
            self.begin(world)
            self.trouble()
            self.calm_down(world)
            self.judge(world)

    def begin(self, world: World) -> None:
        """The audience as it is, and those who act."""
        fate, switches = self.fate, self.fate.switches
        people = [contact(fate, n + 1, self.base) for n in range(PEOPLE + 1)]
        self.audience, late = people[:PEOPLE], people[PEOPLE]
        store = world.database.connect()
        rows = [rows_of.contact_row(one) for one in self.audience]
        taken(intake.add_contacts(store, rows, self.base, "historic"))
        store.close()
        happenings = Happenings(fate, PEOPLE, late=late, kinds=self.kinds)
        names = ("first client", "second client")
        self.clients = [Client(name, world, happenings=happenings) for name in names]
        workers = [Worker(f"worker {n + 1}", world) for n in range(switches.workers)]
        for client in self.clients:
            fate.enlist(client)
        for worker in workers:
            fate.enlist(worker)

    def trouble(self) -> None:
        """Hours in which anything may happen."""
        self.fate.calm = False
        for _ in range(self.turns):
            self.fate.turn()
        self.fate.calm = True
        self.fate.awaken()

    def calm_down(self, world: World) -> None:
        """Everything is told, and one worker goes on for days without any trouble."""
        for client, fibre in zip(self.clients, self.fate.fibres, strict=False):
            client.happenings = None
            while client.untold:
                self.fate.let(fibre)
        self.fate.end()
        last, clock = Worker("last", world), self.fate.clock
        clock.sleep(clock.latest - clock.instant)
        store, calm = (
            cast(Store, last.store()),
            replace(self.fate.switches, lease=60_000, batch=500),
        )
        post, pace = office(world, calm), Pace(clock.now() + REST, DAY)
        share = last.share()
        deliver = partial(deliver_due, store, post)
        for report in loop.run(store, clock, deliver, pace, share):
            self.counts["ticks"] += 1
            assert not report.more

    def judge(self, world: World) -> None:
        """Everything that must be true."""
        ledger, asked, clock = world.ledger, world.ledger.asked, self.fate.clock
        ledger.look("judge", "judge")
        found = delivered(ledger, world.sink, asked) + pressed(ledger.lines.values())
        for client in self.clients:
            found += kept(client.acknowledged, ledger)
        if self.seed % PROVEN == 0:
            found += proven(world.database.connect(), clock.now(), set_back=clock.set_back)
        if self.fate.switches.limit is None and (self.alone or self.fate.switches.workers == 1):
            oracle = Oracle(program(), self.base, self.audience)
            oracle.fold(ledger)
            found += astray(oracle, asked, program(), numbered=self.alone)
        self.count(world)
        demand(found)

    def count(self, world: World) -> None:
        """What there was to go wrong."""
        ((steps,),) = world.ledger.asked.execute("SELECT COUNT(*) FROM step_log").fetchall()
        states = Counter(line.state for line in world.ledger.lines.values())
        self.counts.update(steps=steps, taken=len(world.sink.taken), **states)
        self.counts.update(faults=self.fate.hit.total(), **self.fate.hit)
        self.counts.update(acts=self.fate.acts)
        self.counts["ended early"] += self.fate.ended_early


__all__ = ["Simulation", "Violation"]
