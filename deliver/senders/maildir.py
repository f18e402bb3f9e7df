"""Mail into a maildir: the default, readable by any mail program and by `mailbox.Maildir`."""

from __future__ import annotations

import os
from pathlib import Path

from .outcome import Accepted, Outcome, Prepared, Retry

SECOND = 1000


class MaildirSender:
    """Writes each message under a name made from its outbox key: sending again changes nothing."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self.durable = durable
        self.ready = False

    def open(self) -> Retry | None:
        """Makes the three folders of a maildir."""
        if self.ready:
            return None
        try:
            for name in ("tmp", "new", "cur"):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return Retry(f"the folder `{self.folder}` cannot be made: {error.strerror}")
        self.ready = True
        return None

    def send(self, message: Prepared) -> Outcome:
        """Writes beside, then renames: a reader never sees half a message."""
        name = f"{message.queued_at // SECOND}.{message.key[:40]}.jalon"
        if message.attempt > 1 and self.has(name):
            return Accepted(name)
        try:
            self.write(name, message.content.replace(b"\r\n", b"\n"))
        except OSError as error:
            return Retry(f"`{self.folder}` cannot be written: {error.strerror}")
        return Accepted(name)

    def has(self, name: str) -> bool:
        """Is the message there already, perhaps read and flagged?"""
        return any((self.folder / "cur").glob(f"{name}*"))

    def write(self, name: str, content: bytes) -> None:
        """One file, whole; on the disk itself when durable."""
        beside = f"{self.folder}/tmp/{name}"
        with open(beside, "wb") as file:
            file.write(content)
            if self.durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(beside, f"{self.folder}/new/{name}")

    def close(self) -> None:
        """Nothing to end."""
