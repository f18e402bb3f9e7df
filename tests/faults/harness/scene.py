"""Where an experiment takes place: what every process of it needs to know, in one small record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jalon.deliver.loop import Sizes
from jalon.runtime.outbox import Patience
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.sqlite import SqliteStore

from .clock import SharedClock
from .page import Page, Tally
from .workload import Load

AnyStore = SqliteStore | PostgresStore
SECOND = 1000


@dataclass(frozen=True, slots=True)
class Scene:
    """The folder of an experiment, its database, and where the randomness comes from."""

    folder: str
    database: str
    seed: int
    audience: int
    batch: int = 5

    @property
    def path(self) -> Path:
        """The folder."""
        return Path(self.folder)

    @property
    def load(self) -> Load:
        """What goes on."""
        return Load(self.seed, self.audience, self.batch)

    @property
    def embedded(self) -> bool:
        """Is the database a file?"""
        return self.database.endswith(".db")

    def clock(self) -> SharedClock:
        """The clock that everybody looks at."""
        return SharedClock(self.path / "clock")

    def page(self) -> Page:
        """What everybody is doing."""
        return Page(self.path / "page")

    def tally(self, name: str) -> Tally:
        """What all processes count together."""
        return Tally(self.path / name)

    def port(self, name: str) -> int:
        """Where a sink listens."""
        return int((self.path / f"{name}.port").read_text())

    def open(self, database: str | None = None) -> AnyStore:
        """Another connection to the store, by another way if that is named."""
        if self.embedded:
            return SqliteStore.open(self.database)
        return PostgresStore.open(database or self.database)


@dataclass(frozen=True, slots=True)
class Life:
    """How one process lives: its place on the page, and where its life ends by itself.

    `point` is a place in the program (see `points`), reached so many times; `database` is another
    way to the store, through a proxy; `sizes` are batch and windows.
    """

    place: int
    point: str = ""
    times: int = 1
    database: str | None = None
    sizes: tuple[int, int, int] = (500, 50, 10)
    lease: int = 60 * SECOND
    rest: int = 20  # milliseconds, at most
    lane_lease: int = 600 * SECOND  # longer than most jumps of the time

    @classmethod
    def told(cls, given: dict[str, Any]) -> Life:
        """From JSON."""
        return cls(**{**given, "sizes": tuple(given["sizes"])})

    @property
    def patience(self) -> Patience:
        """As in real life, but for retries: those come soon, so that they happen at all."""
        return Patience(lease=self.lease, base=SECOND, cap=60 * SECOND)

    @property
    def cut(self) -> Sizes:
        """The sizes as delivery wants them."""
        return Sizes(*self.sizes)
