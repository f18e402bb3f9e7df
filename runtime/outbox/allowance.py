"""Rates: how many messages of a channel may leave in a while, as a bucket that fills again.

In no minute, hour or day there are more than the rate says, whatever came before: an outage, a
thousand at once. All workers of a store draw from the same bucket.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..store import Store

BURST = 3000  # milliseconds of the rate that may leave at once: a turn of the loop, and more
SHORT = 60_000  # rates by the second hold on the average: a turn is as long as their period


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` messages in any `period`, in milliseconds."""

    count: int
    period: int

    @property
    def burst(self) -> int:
        """How many may leave at once."""
        return max(1, min(self.count * BURST // self.period, self.count))

    @property
    def speed(self) -> int:
        """What each millisecond brings, where a message costs as much as the period has."""
        return self.count if self.period < SHORT else self.count - self.burst + 1

    def left(self, units: int, elapsed: int) -> int:
        """What is in the bucket after a while."""
        return min(self.burst * self.period, units + max(elapsed, 0) * self.speed)


def spend(store: Store, channel: str, rate: Rate, wanted: int, now: int) -> int:
    """Takes as many as may leave now, in a transaction; at most as many as are wanted."""
    full = rate.burst * rate.period
    store.write("post.hold-allowance", channel=channel, units=full, now=now)
    ((units, at),) = store.read("post.allowance", channel=channel)
    there = rate.left(int(units), now - int(at))
    taken = min(wanted, there // rate.period)
    store.write("post.put-allowance", channel=channel, units=there - taken * rate.period, now=now)
    return taken


def give_back(store: Store, channel: str, rate: Rate, unused: int) -> None:
    """Gives back what was taken for messages that did not leave."""
    if unused:
        store.write("post.give-back", channel=channel, units=unused * rate.period)
