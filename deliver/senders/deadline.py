"""The end of a request that takes too long in all, though every part of it arrives in time."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from threading import Lock, Timer
from types import TracebackType
from typing import Any, Final

CONNECTED: Final = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Deadline:
    """Hangs up when the time is over: who dribbles never runs into a time-out of reads."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self.line: socket.socket | None = None
        self.lock = Lock()
        self.timer = Timer(seconds, self.end)
        self.timer.daemon = True

    def __enter__(self) -> Deadline:
        self.timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trail: TracebackType | None,
    ) -> None:
        self.timer.cancel()

    def watch(self, event: str, told: Mapping[str, Any]) -> None:
        """Takes note of the connection; httpcore tells of it under the extension `trace`."""
        if event in CONNECTED:
            with self.lock:
                self.line = told["return_value"].get_extra_info("socket")
            if self.passed:
                self.end()

    def end(self) -> None:
        """The time is over: whoever reads finds the connection closed."""
        with self.lock:
            self.passed = True
            if self.line is not None:
                hang_up(self.line)


def hang_up(line: socket.socket) -> None:
    """Ends a connection that another thread may be reading.

    Not by the method of a TLS socket, which would let a write go out bare in the meantime.
    """
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:  # it is closed already
        return
