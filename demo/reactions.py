"""How people react to what they are sent: some open, fewer click, each in her own time."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from ..compiler.ir import kinds
from ..compiler.sql.named import blocks
from ..compiler.sql.statement import Statement
from ..runtime.intake.rows import EventRow
from ..runtime.store import Store
from .shop import HOUR

OPENS, CLICKS = 42, 30  # percent of those sent, percent of those who opened


def query(name: str) -> Statement:
    """A query of the demonstration."""
    return Statement(blocks(__package__, "queries")[name])


def reactions(store: Store, since: int, now: int) -> Iterator[tuple[int, EventRow]]:
    """Opens and clicks of the messages handed over in (since, now], with their instants."""
    for run, step, message, contact in store.read(query("sent"), since=since, now=now):
        dice = sha256(f"{run}/{step}".encode()).digest()
        if dice[0] % 100 >= OPENS:
            continue
        opened = now + dice[1] * HOUR // 8
        yield opened, reaction(kinds.EMAIL_OPENED, opened, (contact, message, f"{run}/{step}"))
        if dice[2] % 100 < CLICKS:
            clicked = opened + dice[3] * 1000
            yield (
                clicked,
                reaction(kinds.EMAIL_CLICKED, clicked, (contact, message, f"{run}/{step}")),
            )


def reaction(kind: str, at: int, who: tuple[str, str, str]) -> EventRow:
    """One event; `who` is the contact's key, the message, and what makes it unique."""
    contact, message, unique = who
    return EventRow(kind=kind, at=at, contact_key=contact, subject=message, key=f"{kind}/{unique}")
