"""Ctrl-C: the first one asks for a clean end, the second one insists."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Stop:
    """Whether somebody has asked for the end: at the keyboard, or the system."""

    interrupted: bool = False
    terminated: bool = False

    @property
    def asked(self) -> bool:
        """Whether to end after what is being done now."""
        return self.interrupted or self.terminated

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        """The handler of Ctrl-C."""
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True
        print("stopping after this tick; Ctrl-C again stops at once", file=sys.stderr)

    def terminate(self, number: int, frame: FrameType | None) -> None:
        """The handler of what a service manager sends."""
        self.terminated = True


@contextmanager
def stoppable() -> Iterator[Stop]:
    """In here Ctrl-C and SIGTERM only note that the end is wanted."""
    stop = Stop()
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, stop.interrupt),
        signal.SIGTERM: signal.signal(signal.SIGTERM, stop.terminate),
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
