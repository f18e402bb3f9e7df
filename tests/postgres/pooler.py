"""A transaction pooler at its strictest: every transaction has a session of its own."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from ..faults.harness import wire

ASKS = frozenset({b"Q", b"S"})  # Query and Sync: the server answers each with ReadyForQuery
COPY_BEGINS, COPY_ENDS = b"G", frozenset({b"c", b"f"})
GOODBYE = b"X"
Way = tuple[StreamReader, StreamWriter]


class Pooler:
    """Stands before the server whose socket is in a folder; counts the sessions."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.sessions = 0
        self.accident = ""  # what happens to the next COMMIT: it is `lost`, or its `reply` is
        self.end = asyncio.Event()

    async def listen(self, folder: Path, begun: Event) -> None:
        """Serves at a socket of the folder until the end."""
        self.loop = asyncio.get_running_loop()
        async with await asyncio.start_unix_server(self.serve, str(folder / wire.SOCKET)):
            begun.set()
            await self.end.wait()

    async def session(self, startup: wire.Message) -> tuple[StreamReader, StreamWriter, bytes]:
        """A new session, as the client asked for it, and what the server said to that."""
        reader, writer = await wire.upstream(self.upstream)
        writer.write(startup.raw)
        hello = [await wire.message(reader)]
        while hello[-1].kind not in {wire.END, b"E"}:
            hello.append(await wire.message(reader))
        self.sessions += 1
        return reader, writer, b"".join(one.raw for one in hello)

    async def serve(self, near: StreamReader, back: StreamWriter) -> None:
        """One client: session after session."""
        try:
            startup = await wire.first(near)
            _, first, hello = await self.session(startup)
            await hang_up(first)
            back.write(hello)
            while (asked := await wire.message(near)).kind != GOODBYE:
                far, forth, _ = await self.session(startup)
                try:
                    await self.transaction(asked, (near, back), (far, forth))
                finally:
                    await hang_up(forth)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client is gone, or the end has come
        finally:
            await hang_up(back)

    async def transaction(self, asked: wire.Message, client: Way, server: Way) -> None:
        """Passes on what is said from a first message to the end of its transaction."""
        state = b""
        while state != wire.IDLE:
            if asked.commits and self.accident:
                await self.happen(asked, server)
            server[1].write(asked.raw)
            if asked.kind in ASKS:
                state = await answer(client, server)
            if state != wire.IDLE:
                asked = await wire.message(client[0])

    async def happen(self, asked: wire.Message, server: Way) -> None:
        """The client loses its connection before the COMMIT arrives, or before its reply does."""
        accident, self.accident = self.accident, ""
        if accident == "reply":
            server[1].write(asked.raw)
            while (await wire.message(server[0])).kind != wire.END:
                pass
        raise ConnectionResetError


async def answer(client: Way, server: Way) -> bytes:
    """Passes on an answer, and the rows of a COPY; returns the state after it."""
    while True:
        told = await wire.message(server[0])
        client[1].write(told.raw)
        await client[1].drain()
        if told.kind == wire.END:
            return told.body
        if told.kind == COPY_BEGINS:
            row = await wire.message(client[0])
            while row.kind not in COPY_ENDS:
                server[1].write(row.raw)
                row = await wire.message(client[0])
            server[1].write(row.raw)


async def hang_up(way: StreamWriter) -> None:
    """Closes a connection, whether or not somebody is at the other end."""
    way.close()
    with suppress(OSError):
        await way.wait_closed()


@contextmanager
def pooled(address: str) -> Iterator[tuple[str, Pooler]]:
    """The address of a pooler before a server at a socket, and the pooler itself."""
    upstream = address.partition("host=")[2].partition(" ")[0]
    pooler, begun = Pooler(upstream), Event()
    with TemporaryDirectory(prefix="jalon-pooler-") as folder:
        thread = Thread(target=lambda: asyncio.run(pooler.listen(Path(folder), begun)))
        thread.start()
        begun.wait()
        try:
            yield address.replace(upstream, folder), pooler
        finally:
            pooler.loop.call_soon_threadsafe(pooler.end.set)
            thread.join()
