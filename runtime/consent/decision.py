"""The one decision about a message: may it be sent, now, to this contact?

A step asks when it queues messages, and the outbox asks again in the transaction that hands them
off: both fill `asking` and find the rulings in `consent_case`, by the same facts and lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ..store import Store


@dataclass(frozen=True, slots=True)
class Case:
    """All that the decision depends on; the values are those of the query `consent.facts`."""

    purpose: str
    channel: str
    consent: str = "granted"
    suppression: str = "none"
    address: str = "ok"
    late: bool = False
    quiet: bool = False
    capped: bool = False

    def values(self) -> dict[str, object]:
        """As the store keeps it."""
        told = asdict(self).items()
        return {name: int(one) if isinstance(one, bool) else one for name, one in told}


def may_send(store: Store, cases: Iterable[Case]) -> list[str]:
    """The rulings about cases: `send`, `flag`, `defer`, or the reason why not.

    `flag` is sent, and to be looked at; `defer` waits until the quiet hours end.
    """
    with store.transaction():
        forget(store)
        store.many("consent.put-case", ({"n": n, **one.values()} for n, one in enumerate(cases)))
        rule(store)
        return [str(ruling) for (ruling,) in store.read("consent.rulings")]


def forget(store: Store) -> None:
    """Nothing is asked, and nothing ruled."""
    store.write("consent.clear-asking")
    store.write("consent.clear-cases")


def gather(store: Store) -> None:
    """Looks up what is known of the messages that are asked about."""
    store.write("consent.facts")


def rule(store: Store) -> None:
    """Rules by what is known; again, when more is."""
    store.write("consent.decide")
