"""Lanes: parts of the audience in which one worker at a time changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

SHARDS = 64
"""A contact belongs to the shard of its number's remainder by this."""
HAND_OFF = 30_000
"""So many milliseconds after its hand-off a message does not leave any more: its worker was frozen,
or the other side is too slow, and what was decided about it may not hold any longer."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The shards that one worker ticks and delivers together, by what right and for how long.

    `epoch` grows whenever a shard changes hands: what is written by an older one is refused.
    `lease` is in milliseconds of the database's time.
    """

    shards: tuple[int, ...]
    worker: str
    epoch: int
    lease: int

    @property
    def whole(self) -> bool:
        """Whether it is everybody."""
        return len(self.shards) == SHARDS

    @property
    def hand_off(self) -> int:
        """How long a message may leave after its hand-off: never in somebody else's time.

        So long, too, an heir leaves alone what was handed off before: where only the clock has
        jumped, the worker who is thought lost is still at it.
        """
        return min(HAND_OFF, self.lease // 2)

    @property
    def first(self) -> bool:
        """Whether what concerns nobody in particular is done here: one lane does it."""
        return 0 in self.shards


class Share(Protocol):
    """What is one worker's own of an audience."""

    def lanes(self) -> Sequence[Lane | None]:
        """The lanes to be worked through in a turn; None is the whole audience."""
        ...


class Everybody:
    """The share of a worker who has no others beside him: an embedded store."""

    def lanes(self) -> Sequence[Lane | None]:
        """The whole audience."""
        return (None,)
