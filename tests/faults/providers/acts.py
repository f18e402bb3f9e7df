"""What a misbehaving machine does instead of saying a line."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress

from ...integration.deliver.scripted import Act, Told

LINGER = b"\1\0\0\0\0\0\0\0"


def slowly(reply: str, seconds: float) -> Act:
    """Says it, but later."""

    def act(line: socket.socket) -> str:
        time.sleep(seconds)
        line.sendall(f"{reply}\r\n".encode())
        return reply

    return act


def raw(content: bytes) -> Act:
    """Says exactly this."""

    def act(line: socket.socket) -> str:
        line.sendall(content)
        return content.decode("latin-1")

    return act


def cut_after(content: bytes) -> Act:
    """Says this, and resets the connection."""

    def act(line: socket.socket) -> None:
        line.sendall(content)
        reset(line)

    return act


def reset(line: socket.socket) -> None:
    """Not even a goodbye."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)


def dribbled(beginning: bytes) -> Act:
    """Begins, and then says a letter now and then, for ever."""

    def act(line: socket.socket) -> None:
        with suppress(OSError):
            line.sendall(beginning)
            while True:
                time.sleep(0.05)
                line.sendall(b"x")

    return act


def half_closed(reply: str | None) -> Act:
    """Says it, if anything, and closes its own half of the connection."""

    def act(line: socket.socket) -> str | None:
        if reply:
            line.sendall(f"{reply}\r\n".encode())
        line.shutdown(socket.SHUT_WR)
        return reply

    return act


def encrypted_by(context: ssl.SSLContext | None) -> Act:
    """Begins to encrypt, with a certificate of its own, or hangs up in the middle of it."""

    def act(line: socket.socket) -> None:
        line.sendall(b"220 go ahead\r\n")
        if context is None:
            line.recv(1)
            reset(line)
            return
        with suppress(OSError):
            context.wrap_socket(line, server_side=True).close()

    return act


def once(first: Told, then: str) -> list[Told]:
    """The first time this, then that, as often as anybody may ask."""
    return [first, *[then] * 200]
