"""Messages onto the screen, for looking at a journey while it is written."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TextIO

from .outcome import Accepted, Outcome, Prepared, Retry

RULE = "-" * 72


class ConsoleSender:
    """Prints whom a message is for and its readable text."""

    def __init__(self, stream: TextIO, channel: str = "email") -> None:
        self.stream = stream
        self.channel = channel

    def open(self) -> Retry | None:
        """Always ready."""

    def send(self, message: Prepared) -> Outcome:
        """Prints one message."""
        try:
            self.stream.write(f"{RULE}\n{self.readable(message)}\n")
            self.stream.flush()
        except OSError as error:
            return Retry(f"the screen cannot be written: {error.strerror}")
        return Accepted()

    def readable(self, message: Prepared) -> str:
        """The recipient, the subject and the text, without the encodings of a mail."""
        if self.channel != "email":
            what = "SMS to" if self.channel == "sms" else "POST to"
            return f"{what} {message.recipient}\n\n{message.content.decode()}"
        mail = message_from_bytes(message.content, policy=policy.default)
        body = mail.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        return f"To: {mail['to']}\nSubject: {mail['subject']}\n\n{text.rstrip()}"

    def close(self) -> None:
        """Nothing to end."""
