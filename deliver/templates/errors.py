"""What can go wrong in a template, as one error with a sentence for its author."""

from __future__ import annotations


class TemplateError(Exception):
    """A template cannot be read or filled: one sentence, and the line where it is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message, line)  # both, so that the error survives a trip between processes
        self.message = message
        self.line = line

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message
