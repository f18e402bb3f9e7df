"""A mail server that says what its script says, to fail in every way a server can."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from jalon.deliver.senders.smtp import SmtpServer

DROP, RESET, SILENCE = "drop", "reset", "silence"
USUAL = {"HELLO": "220 hello", "DATA": "354 go on", "DOT": "250 taken", "QUIT": "221 bye"}
Act = Callable[[socket.socket], str | None]
"""Does something else than to say a line; gives the reply that it comes to, None at the end."""
Told = str | Act
Script = Mapping[str, Told | list[Told] | list[str]]


@dataclass
class Scripted:
    """The script maps HELLO (the greeting), a command, or DOT (the end of a message) to a reply.

    A list is used up one after the other. DROP and RESET end the connection instead, and SILENCE
    says nothing until the other side has gone. Messages that were ended by a dot, and not refused
    then, are `taken`: it has them, whatever the other side makes of its answer.
    """

    script: Script
    heard: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    listener: socket.socket = field(default_factory=socket.socket)
    last: str = ""
    ended: int = 0
    taken: list[str] = field(default_factory=list)

    def serve(self) -> None:
        """One connection after the other, until the listener is closed."""
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as lines:
                try:
                    self.converse(connection, lines)
                except OSError:
                    continue

    def converse(self, connection: socket.socket, lines: BinaryIO) -> None:
        """One connection."""
        going_on = self.answer(connection, "HELLO")
        while going_on and (line := lines.readline()):
            verb = line[:4].decode("ascii", "replace").upper().strip()
            self.heard.append(verb)
            going_on = self.answer(connection, verb)
            if verb == "DATA" and self.last.startswith("354"):
                content, whole = message(lines)
                self.messages.append(content)
                going_on = whole and self.judge(connection, content)

    def judge(self, connection: socket.socket, content: str) -> bool:
        """Answers to a whole message, and keeps it unless it is refused."""
        self.ended += 1
        told = self.next("DOT")
        if callable(told) or told[:1] not in ("4", "5"):
            self.taken.append(content)
        return self.say(connection, told)

    def next(self, verb: str) -> Told:
        """What the script says now."""
        told = self.script.get(verb, USUAL.get(verb, "250 fine"))
        if isinstance(told, list):
            return told.pop(0) if told else USUAL.get(verb, "250 fine")
        return told

    def answer(self, connection: socket.socket, verb: str) -> bool:
        """Says what the script says; False when the connection is over."""
        return self.say(connection, self.next(verb))

    def say(self, connection: socket.socket, told: Told) -> bool:
        """Says it, or does it."""
        if callable(told):
            self.last = told(connection) or ""
            return bool(self.last)
        self.last = told
        if told == SILENCE:
            connection.settimeout(5)
            connection.recv(1)
        if told == RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        if told in (DROP, RESET, SILENCE):
            return False
        connection.sendall(f"{told}\r\n".encode())
        return not told.startswith(("421", "221"))


def message(lines: BinaryIO) -> tuple[str, bool]:
    """A message up to its final dot, and whether there was one."""
    found: list[bytes] = []
    while (line := lines.readline()) not in (b".\r\n", b""):
        found.append(line)
    return b"".join(found).decode(), line != b""


@contextmanager
def answering(act: Callable[[socket.socket], None]) -> Iterator[int]:
    """A machine that does one thing with whoever connects; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                line, _ = listener.accept()
                with line:
                    act(line)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        thread.join(5)


@contextmanager
def scripted(script: Script) -> Iterator[tuple[Scripted, SmtpServer]]:
    """A scripted server, and how to reach it."""
    server = Scripted(script)
    server.listener.bind(("127.0.0.1", 0))
    server.listener.listen()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server, SmtpServer("127.0.0.1", int(server.listener.getsockname()[1]), "none")
    finally:
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        thread.join(10)
