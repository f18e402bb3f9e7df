"""What a mail server says: read within a time that covers the whole reply, and understood."""

from __future__ import annotations

import re
import select
import smtplib
import socket
from dataclasses import dataclass
from typing import Any, Final

from ...runtime.clock import stopwatch

LONGEST_DETAIL: Final = 200
ENHANCED: Final = re.compile(rb"^\s*([245]\.\d{1,3}\.\d{1,3})\b")
GONE: Final = frozenset(
    {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.9", "5.1.10", "5.2.1"}
)
"""Statuses that say: there is no such address. Not `5.1.7` and `5.1.8`: those are about ours."""
REPUTATION: Final = re.compile(
    r"spam|block|black|reputation|polic|banned|denied|reject(ed)? (due|because)|listed|dnsbl"
    r"|\brbl\b|dmarc|dkim|\bspf\b|abuse|authenticat|unsolicited|suspicious|rate.?limit|too many",
    re.IGNORECASE,
)
"""Words about us rather than about the address, whatever the status beside them says."""


class TooMuchSaid(OSError):
    """The server spoke when it was not its turn: nobody can tell which reply belongs to what."""


class Lines:
    """The lines of a connection; `until` is when the reply must be there, on the stopwatch."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.rest = b""
        self.until = 0.0

    def readline(self, most: int) -> bytes:
        """One line; what there is of it when the other side has gone."""
        while b"\n" not in self.rest and len(self.rest) < most:
            self.line.settimeout(max(self.until - stopwatch(), 0.001))
            more = self.line.recv(4096)
            if not more:
                break
            self.rest += more
        end = min(self.rest.find(b"\n") + 1 or len(self.rest), most)
        found, self.rest = self.rest[:end], self.rest[end:]
        return found

    def unread(self) -> bool:
        """Whether something has been said that nobody asked for; or the other side has gone."""
        pending = getattr(self.line, "pending", None)
        if self.rest or (pending is not None and pending()):
            return True
        return bool(select.select([self.line], [], [], 0)[0])

    def close(self) -> None:
        """The connection is closed by whoever owns it."""


class Client(smtplib.SMTP):
    """A client for whose replies the time is counted as a whole, not from byte to byte."""

    seconds = 60.0
    lines: Lines | None = None

    def getreply(self) -> tuple[int, bytes]:
        """The next reply."""
        assert self.sock is not None
        if self.file is None or self.lines is None or self.lines.line is not self.sock:
            self.lines = Lines(self.sock)
        self.file = self.lines
        self.lines.until = stopwatch() + self.seconds
        return super().getreply()

    def spoke(self) -> bool:
        """Whether the server has said something unasked, or has hung up: a client of no use."""
        if self.sock is None or self.lines is None or self.lines.line is not self.sock:
            return self.sock is None
        return self.lines.unread()

    def send(self, s: Any) -> None:
        """Says something, within the same time. Raises `TooMuchSaid`."""
        if self.spoke():
            self.close()
            raise TooMuchSaid("the server spoke out of turn, or has hung up")
        if self.sock is not None:
            self.sock.settimeout(self.seconds)
        super().send(s)


class EncryptedClient(Client, smtplib.SMTP_SSL):
    """The same on a connection that is encrypted from the start."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A refusal; `about_recipient` when it answers to the recipient or to the whole message."""

    code: int
    text: bytes
    about_recipient: bool

    @property
    def status(self) -> str | None:
        """The enhanced status code, such as `5.1.1` (RFC 3463)."""
        found = ENHANCED.match(self.text)
        return found[1].decode() if found else None

    @property
    def gone(self) -> bool:
        """Whether it says that there is no such address, and nothing else."""
        words = self.text.decode("utf-8", "replace")
        about_address = self.about_recipient and self.status in GONE
        return about_address and not REPUTATION.search(words)


def said(code: int, text: bytes | str) -> str:
    """A reply as one line of bounded length."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"[:LONGEST_DETAIL].strip()
