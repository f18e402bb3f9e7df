"""A web server that notes each request on the disk before it answers."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress
from pathlib import Path

from .ledger import Ledger
from .smtp_sink import told

KEY = re.compile(rb"^idempotency-key:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
LENGTH = re.compile(rb"^content-length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


async def request(reader: asyncio.StreamReader) -> tuple[str, int]:
    """Reads one request: its key, and how long its body is."""
    head = await reader.readuntil(b"\r\n\r\n")
    key, length = KEY.search(head), LENGTH.search(head)
    body = await reader.readexactly(int(length[1]) if length else 0)
    return (key[1].decode() if key else ""), len(body)


async def serve(folder: Path) -> None:
    """Serves for ever; the port is told in the file `http.port`."""
    ledger = Ledger(folder / "http.log")

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            key, size = await request(reader)
            ledger.note(key=key, bytes=size, at=time.time_ns() // 1_000_000)
            writer.write(ANSWER)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(one, "127.0.0.1", 0)
    told(folder / "http.port", int(server.sockets[0].getsockname()[1]))
    await server.serve_forever()
