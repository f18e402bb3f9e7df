"""What must be true when everything has come to rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from jalon.runtime.prove import violations
from jalon.runtime.store import Store

from ..differential.asking import Asked
from .keys import key_of
from .ledger import Ledger, Line, Violation
from .sink import Sink

CAPS = {"email": 2, "sms": 1}
AGAIN = """SELECT enrollment_id, node_id FROM attempt
WHERE outcome IN ('unknown', 'retry', 'lapsed')"""
SET_BACK = frozenset({"prove_messages.impossible-state"})
"""Where the clock was set back, a message may be handed off before it was queued."""
UNFIT = frozenset({"prove_messages.left-after-exit", "prove_messages.too-early"})
"""Checks that go by the clock: here it jumps back, and workers are frozen for hours in the middle
of a tick. The ledger looks at the same by the order of commits."""


def delivered(ledger: Ledger, sink: Sink, asked: Asked) -> list[str]:
    """What the sink and the outbox say of each other."""
    taken = sink.counts()
    found: list[str] = []
    again = Counter((run, step) for run, step in asked.execute(AGAIN).fetchall())
    for line in ledger.lines.values():
        count = taken.pop(key_of(ledger.tenant, line.place, line.channel), 0)
        found += objections(line, count, again[line.place])
    return found + [f"INV-9: the sink has {key[:12]}, and the outbox has not" for key in taken]


def objections(line: Line, count: int, again: int) -> Iterable[str]:
    """What is wrong with one message that has arrived so often, and was tried again so often."""
    if count > (1 if line.marketing else 1 + again):
        yield f"INV-8: {line.place} ({line.purpose}) arrived {count} times"
    if line.state == "accepted" and not count:
        yield f"INV-9: {line.place} is accepted and never arrived"
    if count and line.state not in ("accepted", "unknown") and (line.marketing or not again):
        yield f"INV-9: {line.place} is {line.state} and has arrived"
    elif count and line.state in ("refused", "dead"):
        yield f"INV-9: {line.place} is {line.state}, and an attempt before the last has arrived"
    if line.state in ("queued", "leased", "handoff"):
        yield f"INV-11: {line.place} is {line.state} for ever ({line.reason})"


def pressed(lines: Iterable[Line]) -> list[str]:
    """Whoever got more messages in a day of hers than she may."""
    counts: Counter[tuple[int, str, object]] = Counter()
    for line in lines:
        if line.marketing and line.handed_at and line.state in ("handoff", "accepted", "unknown"):
            day = datetime.fromtimestamp(line.handed_at / 1000, ZoneInfo(line.zone)).date()
            counts[line.contact, line.channel, day] += 1
    over = [(who, n) for who, n in counts.items() if n > CAPS[who[1]]]
    return [f"INV-16: {n} messages by {who[1]} to {who[0]} on {who[2]}" for who, n in over]


def kept(acknowledged: Iterable[str], ledger: Ledger) -> list[str]:
    """What was acknowledged and never committed."""
    committed = {key for _, key, _ in ledger.entries}
    return [
        f"INV-3: {key} was acknowledged and is gone" for key in acknowledged if key not in committed
    ]


def proven(store: Store, now: int, *, set_back: bool) -> list[str]:
    """What `jalon prove` finds."""
    unfit = UNFIT | SET_BACK if set_back else UNFIT
    found = (one for one in violations(store, now) if one.check not in unfit)
    return [f"{one.invariant} {one.check}: {one.values}" for one in found]


def demand(found: list[str]) -> None:
    """Raises `Violation` over what was found."""
    if found:
        raise Violation("\n".join(found[:12]))
