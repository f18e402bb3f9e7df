"""As much of PostgreSQL's protocol as it takes to stand in the middle of a conversation."""

from __future__ import annotations

from asyncio import StreamReader, open_unix_connection
from asyncio.streams import StreamWriter
from dataclasses import dataclass

END = b"Z"  # ReadyForQuery: the answer to a query is whole
IDLE = b"I"  # … and no transaction is open
COPY = b"G"  # CopyInResponse: the client may send rows now
COPIED = (b"c", b"f")  # CopyDone, CopyFail
SOCKET = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Message:
    """One message; the very first of a client has no kind."""

    kind: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        """As it is on the wire."""
        return self.kind + (len(self.body) + 4).to_bytes(4, "big") + self.body

    @property
    def commits(self) -> bool:
        """Whether it asks for the end of a transaction."""
        return self.kind == b"Q" and self.body.startswith(b"COMMIT")


async def first(reader: StreamReader) -> Message:
    """What a client begins with. Raises `IncompleteReadError`."""
    length = int.from_bytes(await reader.readexactly(4), "big")
    return Message(b"", await reader.readexactly(length - 4))


async def message(reader: StreamReader) -> Message:
    """The next message. Raises `IncompleteReadError`."""
    head = await reader.readexactly(5)
    length = int.from_bytes(head[1:], "big")
    return Message(head[:1], await reader.readexactly(length - 4))


async def upstream(folder: str) -> tuple[StreamReader, StreamWriter]:
    """A connection to the server whose socket is in a folder."""
    return await open_unix_connection(f"{folder}/{SOCKET}")
