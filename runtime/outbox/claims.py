"""Claims: which messages a worker takes next, and how many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..store import Store
from .allowance import Rate, give_back, spend
from .states import MARKETING, PURPOSES, Appetite, Claimed, Patience, Place

Kind = tuple[str, str]
"""A channel and a purpose."""


@dataclass(frozen=True, slots=True)
class Level:
    """Rows on which between `least` and `most` workers were lost; so many are taken at once."""

    least: int
    most: int
    size: int


ALL, FEW, ONE = Level(0, 0, 1 << 30), Level(1, 1, 20), Level(2, 1 << 30, 1)


def claim(store: Store, now: int, wanted: int | Appetite, patience: Patience) -> list[Claimed]:
    """queued -> leased: rows that are due, receipts or else the others, the longest waiting first.

    The attempt is counted here, whatever becomes of it. Rows on which a worker was lost are claimed
    a few at a time, then one by one: so it is found out which of them it was.
    """
    wish = wanted if isinstance(wanted, Appetite) else Appetite(wanted)
    kinds = due_kinds(store, now, wish.channels)
    if not kinds or not wish.size:
        return []
    with store.transaction():
        for some, level in turns(kinds, suspects=wish.suspects):
            if rows := claim_level(store, now, (some, wish.size, level), patience):
                return rows
    return []


def turns(kinds: Sequence[Kind], *, suspects: bool) -> Iterator[tuple[Sequence[Kind], Level]]:
    """In which order they are looked for: receipts go first, though a worker was lost with them.

    Of those on which two were lost one may be deadly: every other time the healthy leave first.
    """
    receipts = [kind for kind in kinds if kind[1] not in MARKETING]
    rest = [kind for kind in kinds if kind[1] in MARKETING]
    levels = (FEW, ONE, ALL) if suspects else (ALL, FEW)
    yield from ((some, level) for some in (receipts, rest) for level in levels)
    if not suspects:
        yield from ((receipts, ONE), (rest, ONE))


def claim_at_rate(
    store: Store, now: int, wish: Appetite, rate: Rate, patience: Patience
) -> list[Claimed]:
    """The same, of one channel, and no more than its rate allows."""
    [channel] = wish.channels
    if not due_kinds(store, now, wish.channels):
        return []
    with store.transaction():
        allowed = spend(store, channel, rate, wish.size, now)
        rows = claim(store, now, replace(wish, size=allowed), patience)
        give_back(store, channel, rate, allowed - len(rows))
    return rows


def due_kinds(store: Store, now: int, channels: Sequence[str]) -> list[Kind]:
    """The kinds of messages that are due in these channels, in the order in which they leave."""
    due = [(str(channel), str(purpose)) for channel, purpose in store.read("outbox.due", now=now)]
    found = [kind for kind in due if kind[0] in channels]
    return sorted(found, key=lambda kind: (kind[0] == "webhook", PURPOSES.index(kind[1]), kind[0]))


def claim_level(
    store: Store,
    now: int,
    wish: tuple[Sequence[Kind], int, Level],
    patience: Patience,
) -> list[Claimed]:
    """Claims rows on which as many workers were lost, in a number to suit."""
    kinds, size, level = wish
    rows: list[Claimed] = []
    most = min(size, level.size)
    told = {"least": level.least, "most": level.most, "alone": int(level.size == 1)}
    for channel, purpose in kinds:
        if len(rows) < most:
            kind = {"channel": channel, "purpose": purpose, "size": most - len(rows)}
            found = store.read("outbox.claim", now=now, lease=patience.lease, **kind, **told)
            rows += sorted((Claimed(*row) for row in found), key=age)
    if len(rows) == 1:
        [place] = {row.place for row in rows}
        store.write("outbox.alone", enrollment_id=place[0], node_id=place[1])
    return rows


def age(row: Claimed) -> tuple[int, Place]:
    """By how long a row has waited."""
    return (row.queued_at, row.place)
