"""How machines behind webhooks misbehave, and what must become of the request each time."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass

from .acts import cut_after, dribbled, reset
from .http_server import FINE, Answer, saying

BIG = 10 * 2**20
TAKEN, AGAIN, DOUBT = ("accepted", "accepted"), ("queued", "retry"), ("queued", "unknown")
UNREACHED = ("queued", "unreached")
MAYBE = frozenset({TAKEN, DOUBT})
AT_NOON = "Date: Sun, 01 Mar 2026 12:00:00 GMT\r\nRetry-After: Sun, 01 Mar 2026 12:05:00 GMT"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(frozen=True)
class Behaviour:
    """What a machine does, and the (state, outcome) of the request that it does it to.

    `pause`: at least so many seconds go by until the next; `scheme`: how it is spoken to; `taken`:
    whether it has got the request.
    """

    name: str
    answer: Answer
    ways: frozenset[tuple[str, str]]
    pause: int = 0
    scheme: str = "http"
    taken: bool = True


def status(name: str, line: str, way: tuple[str, str], pause: int = 0) -> Behaviour:
    """Says a status, and perhaps some headers."""
    content = f"HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n".encode()
    return Behaviour(name, saying(content), frozenset({way}), pause)


def silent(line: socket.socket) -> None:
    """Says nothing, for longer than anybody waits."""
    time.sleep(1)


def cut(line: socket.socket) -> None:
    """Hangs up in the middle of it."""
    reset(line)


def big(line: socket.socket) -> None:
    """Ten mebibytes that nobody asked for."""
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % BIG + b"x" * BIG)


def body(content: bytes) -> bytes:
    """An answer with a body."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(content), content)


def table() -> list[Behaviour]:
    """All of them."""
    created, error = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n", b'{"error": "no"}'
    redirect = ("302 Found", "303 See Other", "307 Temporary Redirect")
    return [
        Behaviour("200 with an error in its body", saying(body(error)), frozenset({TAKEN})),
        Behaviour("200 with JSON that is none", saying(body(b"{nope")), frozenset({TAKEN})),
        Behaviour("200 after 100", saying(CONTINUE + FINE), frozenset({TAKEN})),
        Behaviour("201, then reset", cut_after(created), MAYBE),
        Behaviour("ten mebibytes", big, frozenset({TAKEN})),
        Behaviour("a body of a byte a moment", dribbled(created), frozenset({TAKEN})),
        status("204", "204 No Content", TAKEN),
        *(status(one[:3], one, AGAIN) for one in redirect),
        status("400", "400 Bad Request", AGAIN),
        status("404", "404 Not Found", AGAIN),
        status("429", "429 Too Many Requests", AGAIN),
        status("429, wait", "429 Too Many Requests\r\nRetry-After: 300", AGAIN, 300),
        status("429, wait until then", f"429 Too Many Requests\r\n{AT_NOON}", AGAIN, 300),
        status("503, wait", "503 Unavailable\r\nRetry-After: 300", AGAIN, 300),
        status("503", "503 Unavailable", DOUBT),
        status("500 after it was taken", "500 Internal Server Error", DOUBT),
        Behaviour(
            "headers of a byte a moment", dribbled(b"HTTP/1.1 200 OK\r\nX: "), MAYBE - {TAKEN}
        ),
        Behaviour("no answer", silent, frozenset({DOUBT})),
        Behaviour("reset without an answer", cut, frozenset({DOUBT})),
        Behaviour("hung up without an answer", lambda _: None, frozenset({DOUBT})),
        Behaviour("another protocol", saying(b"220 hello\r\n"), frozenset({DOUBT})),
        Behaviour("half an answer", saying(b"HTTP/1.1 2"), frozenset({DOUBT})),
        Behaviour("TLS cut", cut, frozenset({UNREACHED}), scheme="https", taken=False),
    ]
