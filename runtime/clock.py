"""Clocks: the only place where the wall clock is read."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """Tells the time in milliseconds since 1970-01-01 UTC."""

    def now(self) -> int:
        """Returns the current instant, in milliseconds UTC."""
        ...

    def sleep(self, milliseconds: int) -> None:
        """Lets that much time pass."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> int:
        """Returns the machine's instant, in milliseconds UTC."""
        return time.time_ns() // 1_000_000

    def sleep(self, milliseconds: int) -> None:
        """Blocks the thread."""
        time.sleep(milliseconds / 1000)


@dataclass(slots=True)
class VirtualClock:
    """A clock that stands still until it is told to move: tests, demos and simulations."""

    instant: int = 0

    def now(self) -> int:
        """Returns the virtual instant, in milliseconds UTC."""
        return self.instant

    def sleep(self, milliseconds: int) -> None:
        """Moves the virtual instant forward at once."""
        self.instant += milliseconds


def stopwatch() -> float:
    """Seconds since some instant of this machine; it goes on while a process is frozen."""
    return time.monotonic()
