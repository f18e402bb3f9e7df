"""A proxy in front of PostgreSQL that cuts conversations at the worst moment: around a COMMIT."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from . import wire
from .ledger import Ledger

MODES = ("swallow", "swallow", "lose", "truncate", "half-open", "delay")
"""The COMMIT is done and its reply lost; the COMMIT itself is lost; the reply is cut in the middle;
nobody hangs up for a while; the reply comes late."""
LATE = 0.05  # seconds


@dataclass
class Proxy:
    """Listens beside the server; one COMMIT in `every` has an accident."""

    upstream: str
    every: int
    random: Random
    ledger: Ledger

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One conversation."""
        with suppress(OSError, asyncio.IncompleteReadError):
            far_reader, far_writer = await wire.upstream(self.upstream)
            far_writer.write((await wire.first(reader)).raw)
            talk = Talk(self, writer, far_writer)
            tasks = [
                asyncio.ensure_future(until_the_end(talk.ask, reader)),
                asyncio.ensure_future(until_the_end(talk.answer, far_reader)),
            ]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            far_writer.close()
        writer.close()

    def accident(self) -> str:
        """What is to happen to a COMMIT; nothing, mostly."""
        if self.random.randrange(self.every):
            return ""
        mode = self.random.choice(MODES)
        self.ledger.note(mode=mode)
        return mode


@dataclass
class Talk:
    """One conversation, and the accident that it is about to have."""

    proxy: Proxy
    near: StreamWriter
    far: StreamWriter
    accident: str = ""

    async def ask(self, reader: StreamReader) -> bool:
        """Passes a message on to the server; False when the conversation is over."""
        asked = await wire.message(reader)
        if asked.commits:
            self.accident = self.proxy.accident()
            if self.accident == "lose":
                return False
        self.far.write(asked.raw)
        return True

    async def answer(self, reader: StreamReader) -> bool:
        """Passes a message on to the client; False when the conversation is over."""
        told = await wire.message(reader)
        if not self.accident:
            self.near.write(told.raw)
            return True
        if told.kind != wire.END:
            return True  # kept back, until the server is ready again: then it is committed
        return await self.happen(told)

    async def happen(self, told: wire.Message) -> bool:
        """The accident; the transaction is committed."""
        mode, self.accident = self.accident, ""
        if mode in ("delay", "half-open"):
            await asyncio.sleep(LATE)
        if mode == "delay":
            self.near.write(wire.Message(b"C", b"COMMIT\0").raw + told.raw)
            return True
        if mode == "truncate":
            self.near.write(wire.Message(b"C", b"COMMIT\0").raw[:7])
            await self.near.drain()
        return False


async def until_the_end(
    step: Callable[[StreamReader], Awaitable[bool]], reader: StreamReader
) -> None:
    """Message after message."""
    with suppress(OSError, asyncio.IncompleteReadError):
        while await step(reader):
            pass


async def serve(folder: Path, given: dict[str, Any]) -> None:
    """Serves for ever, at a socket of the folder `proxy`."""
    near = folder / "proxy"
    near.mkdir()
    accidents = Ledger(folder / "proxy.log")
    proxy = Proxy(given["upstream"], given["every"], Random(given["seed"]), accidents)
    server = await asyncio.start_unix_server(proxy.serve, str(near / wire.SOCKET))
    (folder / "proxy.port").write_text("0")
    await server.serve_forever()
