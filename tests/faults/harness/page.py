"""What each process is doing, in shared memory: read after a kill to know what it has hit."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

WIDTH, PLACES = 64, 64
LAST = PLACES - 1
IDLE = frozenset({"", "starting", "resting", "over"})


class Page:
    """A line per process; writing one is a copy into memory, nothing more."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(WIDTH * PLACES))
        with path.open("r+b") as file:
            self.memory = mmap.mmap(file.fileno(), WIDTH * PLACES)

    def write(self, place: int, words: str) -> None:
        """Says what the process of a place is doing."""
        start = place * WIDTH
        self.memory[start : start + WIDTH] = words.encode()[:WIDTH].ljust(WIDTH, b"\0")

    def read(self, place: int) -> str:
        """What it was doing last."""
        start = place * WIDTH
        return self.memory[start : start + WIDTH].rstrip(b"\0").decode()

    def budget(self) -> int:
        """So many batches may be told so far: the load does not depend on how fast things go."""
        return int(self.read(LAST) or "0")

    def grant(self, batches: int) -> None:
        """Allows more of them."""
        self.write(LAST, str(self.budget() + batches))

    def live(self, place: int) -> bool:
        """Whether it was in the middle of something."""
        return self.read(place) not in IDLE


class Tally:
    """Counts what happens in all processes together: a byte in a file for each."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(os.devnull)

    def note(self) -> None:
        """Once more."""
        with self.path.open("ab") as file:
            file.write(b".")

    def count(self) -> int:
        """How often so far."""
        return self.path.stat().st_size if self.path.exists() else 0
