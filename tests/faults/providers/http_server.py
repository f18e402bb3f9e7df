"""A machine behind a webhook that answers as its script says, byte by byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
Answer = Callable[[socket.socket], object]


def saying(content: bytes) -> Answer:
    """Says this."""
    return lambda line: line.sendall(content)


@dataclass
class Machine:
    """What it answers, one after the other, then always yes; the keys of the requests it took."""

    answers: list[Answer]
    keys: list[str] = field(default_factory=list)
    listener: socket.socket = field(default_factory=socket.socket)
    encrypted: bool = False

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.listener.getsockname()[1])

    def serve(self) -> None:
        """One connection after the other, each in a thread."""
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.converse, args=(line,), daemon=True).start()

    def converse(self, line: socket.socket) -> None:
        """One request."""
        with line, suppress(OSError):
            line.settimeout(5)
            if self.encrypted or (key := read_key(line)) is None:
                self.answer(line)  # whoever wanted to encrypt has sent no request
                return
            self.keys.append(key)
            self.answer(line)

    def answer(self, line: socket.socket) -> None:
        """What the script says now."""
        (self.answers.pop(0) if self.answers else saying(FINE))(line)


def read_key(line: socket.socket) -> str | None:
    """The idempotency key of a request that was read to its end."""
    read = b""
    while b"\r\n\r\n" not in read:
        more = line.recv(4096)
        if not more:
            return None
        read += more
    head, _, body = read.partition(b"\r\n\r\n")
    fields = dict(one.lower().split(b": ", 1) for one in head.split(b"\r\n")[1:])
    while len(body) < int(fields.get(b"content-length", b"0")):
        body += line.recv(4096)
    return fields.get(b"idempotency-key", b"").decode()


@contextmanager
def machine(*answers: Answer, encrypted: bool = False) -> Iterator[Machine]:
    """A machine of this script."""
    found = Machine(list(answers), encrypted=encrypted)
    found.listener.bind(("127.0.0.1", 0))
    found.listener.listen()
    thread = threading.Thread(target=found.serve, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.listener.shutdown(socket.SHUT_RDWR)
        found.listener.close()
        thread.join(5)
