"""What can be wrong with a file as a whole, in words for the person who named it."""

from __future__ import annotations


class FileProblem(Exception):
    """The file cannot be imported at all: a sentence, and what to do about it."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
