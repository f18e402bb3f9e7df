"""Locks beside a SQLite file: commits and checkpoints keep apart, and one engine runs at a time.

Both are locks of the operating system: who is killed holds them no longer. They are on files of
their own, since SQLite loses its locks when anybody closes the database file.
"""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from ..clock import SystemClock, stopwatch
from ..store import Interrupted, StoreError

NAP = 5  # milliseconds between two looks at a lock that somebody has


class Lock:
    """A lock file beside the database; it has the permissions of that."""

    def __init__(self, database: str, ending: str) -> None:
        mode = stat.S_IMODE(os.stat(database).st_mode) & 0o666
        self.file = os.open(f"{database}-{ending}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)

    def taken(self) -> bool:
        """Takes it; False: somebody has it."""
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def give_back(self) -> None:
        """Whoever waits may have it."""
        fcntl.flock(self.file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Gives it back for good."""
        os.close(self.file)


class Gate:
    """Who writes is alone from before BEGIN until after COMMIT and the checkpoint that it brings.

    SQLite up to 3.51.2 can lose a commit that comes while another connection checkpoints. Among
    processes of ours there is no such moment, whatever the library.
    """

    def __init__(self, database: str, patience: float) -> None:
        self.database = database
        self.lock = Lock(database, "gate")
        self.patience = patience

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Inside nobody else writes or checkpoints. Raises `Interrupted`."""
        end = stopwatch() + self.patience
        while not self.lock.taken():
            if stopwatch() > end:
                help = "wait until it is done, or stop the other `jalon run`"
                raise Interrupted(f"`{self.database}` is in use by another program", help)
            SystemClock().sleep(NAP)
        try:
            yield
        finally:
            self.lock.give_back()


@contextmanager
def reigning(database: str) -> Iterator[None]:
    """The engine of this file is this process; killed, it leaves nothing behind. `StoreError`."""
    lock = Lock(database, "engine")
    try:
        if not lock.taken():
            who = os.pread(lock.file, 32, 0).decode("ascii", "replace").strip()
            raise StoreError(
                f"`{database}` has a `jalon run` already" + (f", process {who}" if who else ""),
                "end that one first; on PostgreSQL several share the work",
            )
        os.ftruncate(lock.file, 0)
        os.pwrite(lock.file, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        lock.close()
