"""A process of its own that dies at a chosen statement; forked, so that nothing is loaded again."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

DONE = 0
"""How the child ends when there were not so many statements."""


@dataclass(slots=True)
class Fuse:
    """Counts statements, and strikes at the chosen one, before it runs."""

    at: int
    strike: Callable[[], object]
    seen: int = 0

    def burn(self, _: str = "") -> None:
        """One more statement."""
        self.seen += 1
        if self.seen == self.at:
            self.strike()


def die() -> None:
    """As `kill -9` does: nothing is written, closed or told any more."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed(work: Callable[[], object]) -> bool:
    """Does the work in a child; whether that was killed, or lost its database, on the way."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = DONE
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status != DONE
