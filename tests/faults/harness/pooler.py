"""A transaction pooler: each transaction of a client may come to another session of the server."""

from __future__ import annotations

import asyncio
from asyncio import Queue, StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from . import wire
from .page import Tally

Session = tuple[StreamReader, StreamWriter]
ASKS = frozenset({b"Q", b"S"})  # Query and Sync: the server answers each with ReadyForQuery
GOODBYE = b"X"
TRANSACTIONS = "transactions"


@dataclass
class Pooler:
    """Few sessions for many clients; who has none waits."""

    upstream: str
    random: Random
    served: Tally
    hello: list[wire.Message] = field(default_factory=list)
    free: Queue[Session] = field(default_factory=Queue)

    async def open(self, sessions: int, startup: wire.Message) -> None:
        """Opens all sessions, as the first client would have."""
        for _ in range(sessions):
            reader, writer = await wire.upstream(self.upstream)
            writer.write(startup.raw)
            self.hello = [await wire.message(reader)]
            while self.hello[-1].kind != wire.END:
                self.hello.append(await wire.message(reader))
            self.free.put_nowait((reader, writer))

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One client: session after session."""
        with suppress(OSError, asyncio.IncompleteReadError):
            await wire.first(reader)
            writer.writelines(one.raw for one in self.hello)
            while True:
                asked = await wire.message(reader)
                if asked.kind == GOODBYE:
                    break
                await self.transaction(asked, reader, writer)
        writer.close()

    async def transaction(
        self, asked: wire.Message, reader: StreamReader, writer: StreamWriter
    ) -> None:
        """From a first message to the end of its transaction, in a session taken by chance."""
        for _ in range(self.random.randrange(max(self.free.qsize(), 1))):
            self.free.put_nowait(self.free.get_nowait())
        session = await self.free.get()
        self.served.note()
        try:
            while await exchange(session, asked, reader, writer) != wire.IDLE:
                asked = await wire.message(reader)
        except (OSError, asyncio.IncompleteReadError):
            await undo(session)
            raise
        finally:
            self.free.put_nowait(session)


async def exchange(
    session: Session, asked: wire.Message, reader: StreamReader, writer: StreamWriter
) -> bytes:
    """Passes on what is asked up to its end, and the answer; returns the state after it."""
    far_reader, far_writer = session
    while True:
        far_writer.write(asked.raw)
        if asked.kind in ASKS:
            break
        asked = await wire.message(reader)
    while (told := await wire.message(far_reader)).kind != wire.END:
        writer.write(told.raw)
        if told.kind == wire.COPY:
            await upload(reader, far_writer)
    writer.write(told.raw)
    await writer.drain()
    return told.body


async def upload(reader: StreamReader, far_writer: StreamWriter) -> None:
    """Passes on rows, until the client says that these were all, or gives up."""
    while True:
        sent = await wire.message(reader)
        far_writer.write(sent.raw)
        if sent.kind in wire.COPIED:
            return


async def undo(session: Session) -> None:
    """The client is gone in the middle: its transaction ends, the session goes to the next."""
    reader, writer = session
    writer.write(wire.Message(b"S", b"").raw + wire.Message(b"Q", b"ROLLBACK\0").raw)
    for _ in range(2):
        while (await wire.message(reader)).kind != wire.END:
            pass


async def serve(folder: Path, given: dict[str, Any]) -> None:
    """Serves for ever, at a socket of the folder `pooler`."""
    near = folder / "pooler"
    near.mkdir()
    pooler = Pooler(given["upstream"], Random(given["seed"]), Tally(folder / TRANSACTIONS))
    user = b"user\0jalon\0database\0postgres\0application_name\0jalon\0client_encoding\0UTF8\0\0"
    await pooler.open(given["sessions"], wire.Message(b"", (196608).to_bytes(4, "big") + user))
    server = await asyncio.start_unix_server(pooler.serve, str(near / wire.SOCKET))
    (folder / "pooler.port").write_text("0")
    await server.serve_forever()
