"""The states of an outbox row, the changes between them, and what they are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...compiler.ir.text import fold

SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000

Place = tuple[int, int]
"""What names an outbox row: the run and the step."""
Quiet = tuple[int, int]
"""Quiet hours, from and to, in milliseconds after local midnight."""

LEGAL: Mapping[str, frozenset[str]] = {
    "queued": frozenset({"leased", "suppressed", "expired", "accepted", "refused"}),
    "leased": frozenset({"queued", "handoff", "suppressed", "expired", "dead", "unknown"}),
    "handoff": frozenset({"accepted", "unknown", "queued", "refused", "dead"}),
    "unknown": frozenset({"accepted", "refused", "queued"}),
    "refused": frozenset({"queued"}),
    "expired": frozenset({"queued"}),
    "dead": frozenset({"queued"}),
}
"""The table that the database keeps too. `queued` and `unknown` become `accepted` or `refused` by
an answer that came after the lease; `leased` becomes `unknown` instead of `dead` where an earlier
attempt is in doubt; what is over is `queued` again only by a decision."""
STATES = (*LEGAL, "accepted", "suppressed")
FINAL = frozenset({"accepted", "suppressed", "refused", "expired", "dead"})

CHANNELS = ("email", "sms", "webhook")
PURPOSES = ("transactional", "internal", "marketing", "cart")
"""In the order in which messages leave: receipts do not wait behind a campaign."""
MARKETING = frozenset({"marketing", "cart"})


class IllegalChange(ValueError):
    """A change of state that the contract does not know: a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what: leases, retries, and messages that nobody could take.

    A retry comes after a random part of `base` doubled each time, at most `cap`; after `limit` of
    trying, or `lost` times without knowing whether it arrived, a message is given up. A request
    to a webhook is retried after `pause`, doubled each time, and at most `requests` are made. What
    a worker was lost with `crashes` times, and with nothing else in its hands, is set aside.
    Marketing that is `too_old` expires, and the rest when it is `much_too_old`: so long after it
    was due, or after somebody decided to send it once more.
    """

    lease: int = 60 * SECOND
    base: int = 2 * SECOND
    cap: int = 15 * MINUTE
    limit: int = 24 * HOUR
    lost: int = 5
    too_old: int = 4 * 24 * HOUR
    much_too_old: int = 7 * 24 * HOUR
    pause: int = MINUTE
    requests: int = 4
    crashes: int = 3


@dataclass(frozen=True, slots=True)
class Appetite:
    """What a worker wants to claim: how much at most, of which channels.

    `suspects`: those first on which a worker was lost before; otherwise they come last.
    """

    size: int
    channels: Sequence[str] = CHANNELS
    suspects: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours for the length of a lease."""

    enrollment_id: int
    node_id: int
    contact_id: int
    channel: str
    message: str
    purpose: str
    queued_at: int
    attempt: int
    epoch: int

    @property
    def place(self) -> Place:
        """What names the row."""
        return (self.enrollment_id, self.node_id)

    @property
    def marketing(self) -> bool:
        """At most once, or (transactional, and what is for the team) at least once?"""
        return self.purpose in MARKETING

    @property
    def request(self) -> bool:
        """Is it a request to a webhook? STEP-50"""
        return self.channel == "webhook"


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt ended.

    `accepted`, `retry`, `refused` and `unknown` are answers; `failed`: it could not be written;
    `held`: its destination was not to be asked; `unreached`: no connection came about, so that
    nothing was asked; `lapsed`: it was given back, or its worker was lost with others in its hands;
    `crashed`: with this one alone. `after` is how long to wait at least,
    in milliseconds; `gone` an address of which the other side said that there is none.
    """

    row: Claimed
    outcome: str
    reason: str | None = None
    detail: str | None = None
    after: int | None = None
    origin: str = "handoff"
    gone: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One row's way from a state to another."""

    row: Claimed
    origin: str
    state: str
    outcome: str | None = None
    reason: str | None = None
    detail: str | None = None
    not_before: int | None = None

    def values(self) -> dict[str, object]:
        """The parameters of `outbox.take`."""
        return {
            "enrollment_id": self.row.enrollment_id,
            "node_id": self.row.node_id,
            "epoch": self.row.epoch,
            "origin": self.origin,
            "state": self.state,
            "reason": self.reason,
            "outcome": self.outcome,
            "detail": self.detail,
            "not_before": self.not_before,
            "subject": fold(self.row.message),
        }
