"""The clock of the database: all machines that work on one audience agree on it."""

from __future__ import annotations

from ...compiler.sql.statement import Statement
from ..clock import Clock, SystemClock
from ..store import Store

LONGEST = 5_000  # milliseconds: then the database is asked again, whose clock may have been set
NOW = Statement("SELECT engine_now()")


class DatabaseClock:
    """Tells the time of the database; the machine's own clock only measures a rest."""

    def __init__(self, store: Store, host: Clock | None = None) -> None:
        self.store = store
        self.host = host or SystemClock()

    def now(self) -> int:
        """Returns the database's instant, in milliseconds UTC."""
        ((now,),) = self.store.read(NOW)
        return int(now)

    def sleep(self, milliseconds: int) -> None:
        """Blocks the thread, for a few seconds at most: whoever waits looks at the time again."""
        self.host.sleep(min(milliseconds, LONGEST))
