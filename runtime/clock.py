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


def since_boot() -> int | None:
    """The number of the clock that counts the sleep of the machine too, if there is one."""
    number: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    try:
        return number if number is not None and time.clock_gettime(number) else None
    except OSError:
        return None


_SINCE_BOOT = since_boot()


def stopwatch() -> float:
    """Seconds since some instant of this machine, whatever is done to its clock.

    It goes on while a process is frozen, and on Linux also while the machine sleeps.
    """
    return time.monotonic() if _SINCE_BOOT is None else time.clock_gettime(_SINCE_BOOT)
