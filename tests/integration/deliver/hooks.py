"""A machine that takes requests, on a real socket, and answers what it is told to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

from jalon.deliver.senders.networks import Reach
from jalon.deliver.senders.webhook import WebhookSender

LOOPBACK = Reach((ip_network("127.0.0.0/8"),))


@dataclass(frozen=True)
class Taken:
    """One request: its path, its headers with small letters, its body."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Hooks:
    """What came in, and what to answer: each of the answers once, then 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)


@contextmanager
def listening(*answers: int, **extra: str) -> Iterator[Hooks]:
    """A server on this machine."""
    hooks = Hooks(answers=list(answers), extra=extra)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            hooks.taken.append(Taken(self.path, headers, body))
            self.send_response(hooks.answers.pop(0) if hooks.answers else 200)
            for name, value in hooks.extra.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hooks.url = f"http://127.0.0.1:{server.server_address[1]}/hooks"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield hooks
    finally:
        server.shutdown()
        server.server_close()


def sender(**environment: str) -> WebhookSender:
    """A way out that may reach this machine."""
    return WebhookSender(environment, LOOPBACK)


@contextmanager
def dribbling() -> Iterator[str]:
    """A server that answers a byte at a time, each well before anybody stops waiting for it."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not over.wait(0.02):
                    try:
                        line.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        over.set()
        thread.join()
