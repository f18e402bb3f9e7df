"""A process at work on a store; the trace also tells what it has promised, and what has left."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, deliver_due
from jalon.deliver.senders import Accepted, Outcome, Prepared, Retry, Sender
from jalon.deliver.senders.folder import FolderSender
from jalon.deliver.settings import Delivery
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine import tick
from jalon.runtime.sqlite import SqliteStore

from ..harness import workload
from ..harness.clock import START

ACKED, SENT = 4, 5
PEOPLE, MINUTE = 300, 60_000


class Mail:
    """A mail server that takes everything, and notes that it has."""

    def __init__(self, trace: int) -> None:
        self.trace = trace

    def open(self) -> Retry | None:
        """Always ready."""

    def send(self, message: Prepared) -> Outcome:
        """From here on it has left."""
        note(self.trace, SENT, message.key.encode())
        return Accepted("250 ok")

    def close(self) -> None:
        """Nothing to end."""


def note(trace: int, kind: int, words: bytes) -> None:
    """Writes into the trace, behind everything that was written or synced before."""
    os.write(trace, struct.pack("=4q", kind, 0, 0, len(words)) + words)


def main(path: Path, batches: int, seed: int) -> None:
    """Batch after batch: told, ticked, delivered."""
    trace = os.open(os.environ["JALON_TRACE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    store, load = SqliteStore.open(path), workload.Load(seed, PEOPLE, 8)
    deploy(store, workload.program(), START)
    intake.add_contacts(store, workload.audience(PEOPLE), START, "historic")
    nothing = FolderSender(path.parent / "sent")
    senders: dict[str, Sender] = {"email": Mail(trace), "sms": nothing, "webhook": nothing}
    office = Office(senders, Desk(Delivery()))
    for number in range(batches):
        now = START + (number + 1) * 10 * MINUTE
        rows = load.happenings(number, now)
        intake.add_events(store, rows, now)
        for row in rows:
            note(trace, ACKED, f"event:0:{row.key}".encode())
        tick(store, now)
        deliver_due(store, office, now)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
