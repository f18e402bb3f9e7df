"""One clock for all processes of an experiment: it goes with the machine's, and can be moved."""

from __future__ import annotations

import mmap
import time
from pathlib import Path

SHORTEST, LONGEST = 1, 10  # milliseconds that a rest really takes
START = 1_772_366_400_000  # 2026-03-01 12:00 UTC: where every experiment begins


class SharedClock:
    """A machine clock and an offset in a file that every process sees at once."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self.page = mmap.mmap(file.fileno(), 8)

    @classmethod
    def made(cls, path: Path, start: int = START) -> SharedClock:
        """A new clock that shows `start` now."""
        path.write_bytes(bytes(8))
        clock = cls(path)
        clock.move(start - clock.now())
        return clock

    @property
    def offset(self) -> int:
        """How far it is from the machine's clock, in milliseconds."""
        return int.from_bytes(self.page[:8], "little", signed=True)

    def now(self) -> int:
        """Milliseconds UTC."""
        return time.time_ns() // 1_000_000 + self.offset

    def move(self, milliseconds: int) -> None:
        """Lets time jump for everybody."""
        self.page[:8] = (self.offset + milliseconds).to_bytes(8, "little", signed=True)

    def sleep(self, milliseconds: int) -> None:
        """Rests a moment only: somebody may have moved the clock meanwhile."""
        time.sleep(min(max(milliseconds, SHORTEST), LONGEST) / 1000)
