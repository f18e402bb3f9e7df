"""Destinations: where messages go, and which of them are left alone for a while.

After so many failures in a row nothing goes there any more but one message a minute, to see. One
that gets through opens the way for all. The store knows, so that all workers do.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..store import Store

MOST_FAILURES = 20
BETWEEN_PROBES = 60_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Destination:
    """One of them; instants in milliseconds UTC. While `opened_at` is set, it is left alone."""

    name: str
    failures: int = 0
    reason: str | None = None
    opened_at: int | None = None
    probe_at: int | None = None
    changed_at: int = 0


@dataclass(slots=True)
class Tally:
    """What happened at a destination since it was last written down."""

    well: bool = False
    failures: int = 0
    reason: str | None = None


class Destinations:
    """What one worker knows of them."""

    def __init__(self) -> None:
        self.known: dict[str, Destination] = {}
        self.tallies: dict[str, Tally] = {}

    def load(self, store: Store) -> None:
        """Reads what all workers have found."""
        self.known = {one.name: one for one in destinations(store)}

    def closed_for(self, name: str, now: int) -> int | None:
        """How long it is left alone (0: it may be probed); None when everything may go there."""
        found = self.known.get(name)
        if found is None or found.opened_at is None:
            return None
        return max((found.probe_at or now) - now, 0)

    def probe(self, store: Store, name: str, now: int) -> bool:
        """Whether it is ours to let one message through, now that it is time."""
        ours = store.write("post.probe", name=name, now=now, next=now + BETWEEN_PROBES) == 1
        self.load(store)
        return ours

    def note(self, name: str, trouble: str | None) -> None:
        """One message got through, or did not."""
        tally = self.tallies.setdefault(name, Tally())
        if trouble is None:
            self.tallies[name] = Tally(well=True)
        else:
            tally.failures += 1
            tally.reason = trouble

    def save(self, store: Store, now: int) -> None:
        """Writes down what changed, in a transaction; nothing does while all is well."""
        tallies, self.tallies = self.tallies, {}
        changed = False
        for name in sorted(tallies):
            changed |= self.save_one(store, name, tallies[name], now)
        if changed:
            self.load(store)

    def save_one(self, store: Store, name: str, tally: Tally, now: int) -> bool:
        """Writes one down; returns whether there was anything."""
        if tally.well and name in self.known and self.known[name].failures:
            store.write("post.well", name=name, now=now)
        if tally.failures:
            told = {"failures": tally.failures, "reason": tally.reason, "most": MOST_FAILURES}
            store.write("post.failing", name=name, now=now, next=now + BETWEEN_PROBES, **told)
        return tally.well or tally.failures > 0


def destinations(store: Store) -> list[Destination]:
    """All that something went wrong at, or did once."""
    return [Destination(*row) for row in store.read("post.destinations")]
