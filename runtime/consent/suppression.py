"""Suppression: addresses to which nothing goes, remembered without the addresses themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..store import Store
from .setting import Setting, setting

Reason = Literal["unsubscribed", "complaint", "hard_bounce", "spam_trap", "erased", "manual"]
Channel = Literal["email", "sms"]
Purpose = Literal["all", "marketing", "transactional"]
AT_ONCE = 10_000  # contacts whose addresses are sealed in one go


FAR: dict[Reason, Purpose] = {"unsubscribed": "marketing"}
"""How far a reason goes when nobody says; the others go all the way, the decision weighs them."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why nothing goes to an address, and what: a purpose, and one topic (a journey) or all."""

    reason: Reason
    purpose: Purpose | None = None
    topic: str = ""

    def values(self) -> dict[str, str]:
        """What is written down."""
        purpose = self.purpose or FAR.get(self.reason, "all")
        return {"reason": self.reason, "purpose": purpose, "topic": self.topic}


def suppress(
    store: Store,
    contacts: Iterable[int],
    reason: Reason,
    at: int,
    channels: Sequence[Channel] = ("email", "sms"),
) -> int:
    """Nothing goes to the addresses of these contacts (by number) any more; returns how many.

    Whoever has one of them later is bound too, and an address that is suppressed stays so: the
    first instant counts. Erasure calls this before it takes the contacts away.
    """
    with store.transaction():
        seal_contacts(store)
        rows = [{"contact_id": one} for one in contacts]
        store.write("consent.clear-suppressing")
        store.many("consent.put-suppressing", rows)
        said = Cause(reason).values()
        return sum(store.write(f"consent.suppress-{one}", **said, at=at) for one in channels)


def suppress_addresses(
    store: Store,
    channel: Channel,
    addresses: Iterable[str],
    why: Reason | Cause,
    at: int,
) -> int:
    """Nothing goes to these addresses, whoever has them now or later; returns how many are new."""
    cause = why if isinstance(why, Cause) else Cause(why)
    said = {"channel": channel, **cause.values(), "at": at}
    with store.transaction():
        seal_contacts(store)
        ours = setting(store)
        return sum(
            store.write("consent.suppress", address=ours.seal(channel, one), **said)
            for one in addresses
        )


def lift(
    store: Store, channel: Channel, addresses: Iterable[str], reasons: Iterable[Reason]
) -> int:
    """Takes suppressions of addresses back, because somebody decided so; returns how many."""
    with store.transaction():
        ours, told = setting(store), list(reasons)
        return sum(
            store.write(
                "consent.lift", channel=channel, address=ours.seal(channel, one), reason=reason
            )
            for one in addresses
            for reason in told
        )


def declare(store: Store, double_opt_in: bool) -> None:
    """What the audience of the present program says; contacts of before are sealed."""
    seal_contacts(store)
    store.write("consent.double-opt-in", wanted=int(double_opt_in))


def seal_contacts(store: Store) -> None:
    """Seals the addresses of contacts that came before there were seals."""
    ours = setting(store)
    while rows := store.read("consent.unsealed", most=AT_ONCE):
        store.many("consent.seal", [seals(ours, *row) for row in rows])


def seals(ours: Setting, id: int, email: str | None, phone: str | None) -> dict[str, object]:
    """The sealed addresses of one contact."""
    return {"id": id, "email": ours.seal("email", email), "phone": ours.seal("sms", phone)}
