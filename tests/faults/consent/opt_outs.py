"""Opt-outs and hand-offs of the same contacts at the same instant, on both stores."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from threading import Barrier

from jalon.runtime.intake import Evidence, set_email_status
from jalon.runtime.outbox import Claimed, Patience, Place, Pressures, hand_off
from jalon.runtime.store import Store
from tests.integration.consent.asking import said
from tests.integration.deliver.building import NOW

from ..figures import Figures
from .arena import ARENAS, STATES, Arena, arena, of_lane, parts

FAULT, CASES, USUAL = "INV-14", 1_000_000, 20_000
ROUND, WINDOW, MOST = 200, 50, 50
HEAD_START = 0.002  # seconds, at most: sometimes one side is first, sometimes the other
LEASED_YET = """
SELECT o.enrollment_id FROM outbox AS o
WHERE o.enrollment_id BETWEEN :low AND :high AND o.state = 'leased'
"""
BY_CLICK = Evidence("a click")
PATIENCE = Patience()
HandOff = Callable[[Store, Sequence[Claimed], Pressures, int, Patience], set[Place]]


def experiment(cases: int, seed: int) -> Figures:
    """Raced pairs: half of them on SQLite, half on PostgreSQL."""
    begun, total = time.monotonic(), Counter[str]()
    for name in ARENAS:
        with arena(name) as here:
            if here is not None:
                found = raced(here, max(cases // len(ARENAS), 1), seed)
                total += Counter({"failures": found.pop("failures")})
                total += Counter({f"{what} on {name}": many for what, many in found.items()})
    pairs = sum(many for what, many in total.items() if what.startswith("pairs"))
    failures = total.pop("failures", 0)
    return Figures(FAULT, pairs, failures, dict(total), time.monotonic() - begun)


def raced(here: Arena, pairs: int, seed: int, way: HandOff = hand_off) -> dict[str, int]:
    """Everybody opts out while her message is handed off; what must not be is a failure.

    An opt-out looks, before it is committed, which messages have not left: those must never leave.
    """
    rows, unsent, sent = here.fill(pairs), set[int](), set[int]()
    rounds = list(parts(rows, ROUND))

    def opts_out(store: Store, line: Barrier) -> None:
        for number, some in enumerate(rounds):
            random = Random(f"{seed} out {number}")
            start(line, random)
            for keys in handfuls(some, random):
                unsent.update(opt_out(store, keys))

    def hands_off(store: Store, line: Barrier, lane: int) -> None:
        for number, some in enumerate(rounds):
            mine = of_lane(some, here.lanes[lane])
            random = Random(f"{seed} off {number}")
            random.shuffle(mine)
            start(line, random)
            with store.within(here.lanes[lane]):
                for window in parts(mine, WINDOW):
                    sent.update(run for run, _ in way(store, window, {}, NOW, PATIENCE))

    workers = [
        lambda store, line, lane=lane: hands_off(store, line, lane)
        for lane in range(len(here.lanes))
    ]
    here.race(opts_out, *workers)
    return {"pairs": pairs, "handed off": len(sent), **judged(here, unsent, sent)}


def start(line: Barrier, random: Random) -> None:
    """Waits for the others, and then a moment that differs."""
    line.wait()
    time.sleep(random.random() * HEAD_START)


def handfuls(rows: Sequence[Claimed], random: Random) -> Iterator[dict[int, str]]:
    """The contacts of the rows, in another order, a few at a time: number and key."""
    mixed = [(one.contact_id, f"c{one.contact_id}") for one in rows]
    random.shuffle(mixed)
    while mixed:
        size = random.randint(1, MOST)
        yield dict(mixed[:size])
        mixed = mixed[size:]


def opt_out(store: Store, contacts: Mapping[int, str]) -> set[int]:
    """Opts contacts out, and tells whose message had not left when that was done."""
    with store.concerning(contacts.values()), store.transaction():
        set_email_status(store, contacts.values(), "unsubscribed", NOW, BY_CLICK)
        numbers = {"low": min(contacts), "high": max(contacts)}
        found = store.read(said(store, LEASED_YET), **numbers)
        return {int(run) for (run,) in found} & {*contacts}


def judged(here: Arena, unsent: set[int], sent: set[int]) -> dict[str, int]:
    """Whose message left after the opt-out, and who is in another state than either says."""
    store = here.connect()
    states = {int(run): (state, reason) for run, state, reason in store.read(STATES)}
    store.close()
    odd = sum(
        states[run] != (("handoff", None) if run in sent else ("suppressed", "consent"))
        for run in states
    )
    return {"stopped": len(states) - len(sent), "failures": len(unsent & sent) + odd}
