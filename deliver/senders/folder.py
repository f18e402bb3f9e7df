"""Text messages and requests into a folder, one readable file each: the default for SMS."""

from __future__ import annotations

from pathlib import Path

from .outcome import Accepted, Outcome, Prepared, Retry

SECOND = 1000


class FolderSender:
    """Writes `To:`, an empty line and the text, under a name made from the outbox key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ready = False

    def open(self) -> Retry | None:
        """Makes the folder."""
        if self.ready:
            return None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return Retry(f"the folder `{self.folder}` cannot be made: {error.strerror}")
        self.ready = True
        return None

    def send(self, message: Prepared) -> Outcome:
        """Writes beside, then renames."""
        path = self.folder / f"{message.queued_at // SECOND}.{message.key[:40]}.txt"
        beside = path.with_suffix(".part")
        try:
            beside.write_bytes(f"To: {message.recipient}\n\n".encode() + message.content)
            beside.replace(path)
        except OSError as error:
            return Retry(f"`{self.folder}` cannot be written: {error.strerror}")
        return Accepted(path.name)

    def close(self) -> None:
        """Nothing to end."""
