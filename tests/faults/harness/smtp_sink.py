"""A mail server that notes each message on the disk before it answers, and kills on demand."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .ledger import Ledger

MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^@>]+)@", re.IGNORECASE | re.MULTILINE)
ORDER = "XORDER"
Script = dict[str, list[int]]
"""At which stage who is killed: `MAIL`, `RCPT`, `DATA`, `CONTENT` (before the final dot), `DOT`
(before it is noted) and `NOTED` (before the answer); after so many times, once or more often."""


@dataclass
class SmtpSink:
    """Takes every message, except for addresses that begin with `refused` or `greylist`."""

    ledger: Ledger
    script: Script = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(OSError, asyncio.IncompleteReadError):
            writer.write(b"220 sink\r\n")
            await Conversation(self, reader, writer).run()
        writer.close()

    def reached(self, stage: str, client: int) -> bool:
        """Whether the client is to be killed here; then it is."""
        waits = self.script.get(stage)
        if not waits or not client:
            return False
        waits[0] -= 1
        if waits[0] > 0:
            return False
        del self.script[stage]
        with suppress(ProcessLookupError):
            os.kill(client, signal.SIGKILL)
        return True

    def judged(self, recipient: str) -> bytes:
        """What it says to a recipient."""
        if "<refused" in recipient:
            return b"550 5.1.1 nobody of that name"
        if "<greylist" in recipient and recipient not in self.seen:
            self.seen.add(recipient)
            return b"451 4.7.1 later"
        return b"250 fine"


@dataclass
class Conversation:
    """One client, known by the process number in its greeting (`w123`)."""

    sink: SmtpSink
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    client: int = 0

    async def run(self) -> None:
        """Command after command, until it is gone or killed."""
        while line := await self.reader.readline():
            words = line.decode("utf-8", "replace").strip()
            verb = words[:6].upper() if words.startswith(ORDER) else words[:4].upper()
            if self.sink.reached(verb, self.client):
                return
            if verb == "DATA" and not await self.message():
                return
            self.writer.write(self.answer(verb, words) + b"\r\n")
            await self.writer.drain()
            if verb == "QUIT":
                return

    def answer(self, verb: str, words: str) -> bytes:
        """The reply to a command; to DATA that of the end of the message."""
        if verb in ("EHLO", "HELO"):
            name = words[5:].lstrip("w")
            self.client = int(name) if name.isdecimal() else 0
        if verb == ORDER:
            self.sink.script.clear()
            self.sink.script.update(json.loads(words[len(ORDER) :]))
        return self.sink.judged(words) if verb == "RCPT" else b"250 fine"

    async def message(self) -> bool:
        """Takes a message; False when nobody is there to be answered."""
        self.writer.write(b"354 go on\r\n")
        content = [await self.reader.readline()]
        if self.sink.reached("CONTENT", self.client):
            return False
        while content[-1] not in (b".\r\n", b""):
            content.append(await self.reader.readline())
        if not content[-1] or self.sink.reached("DOT", self.client):
            return False
        whole = b"".join(content)
        found = MESSAGE_ID.search(whole)
        key = found[1].decode() if found else ""
        self.sink.ledger.note(key=key, bytes=len(whole), at=time.time_ns() // 1_000_000)
        return not self.sink.reached("NOTED", self.client)


async def serve(folder: Path) -> None:
    """Serves for ever; the port is told in the file `smtp.port`."""
    sink = SmtpSink(Ledger(folder / "smtp.log"))
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0)
    told(folder / "smtp.port", int(server.sockets[0].getsockname()[1]))
    await server.serve_forever()


def told(path: Path, port: int) -> None:
    """Writes a port down, at once or not at all."""
    draft = path.with_suffix(".draft")
    draft.write_text(str(port))
    draft.replace(path)
