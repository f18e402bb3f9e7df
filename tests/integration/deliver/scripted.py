"""A mail server that says what its script says, to fail in every way a server can."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from jalon.deliver.senders.smtp import SmtpServer

DROP, RESET, SILENCE = "drop", "reset", "silence"
USUAL = {"HELLO": "220 hello", "DATA": "354 go on", "DOT": "250 taken", "QUIT": "221 bye"}
Script = Mapping[str, str | list[str]]


@dataclass
class Scripted:
    """The script maps HELLO (the greeting), a command, or DOT (the end of a message) to a reply.

    A list is used up one after the other. DROP and RESET end the connection instead, and SILENCE
    says nothing until the other side has gone.
    """

    script: Script
    heard: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    listener: socket.socket = field(default_factory=socket.socket)
    last: str = ""

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
                self.messages.append(message(lines))
                going_on = self.answer(connection, "DOT")

    def answer(self, connection: socket.socket, verb: str) -> bool:
        """Says what the script says; False when the connection is over."""
        told = self.script.get(verb, USUAL.get(verb, "250 fine"))
        if isinstance(told, list):
            told = told.pop(0) if told else USUAL.get(verb, "250 fine")
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


def message(lines: BinaryIO) -> str:
    """A message up to its final dot."""
    found: list[bytes] = []
    while (line := lines.readline()) not in (b".\r\n", b""):
        found.append(line)
    return b"".join(found).decode()


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
