"""F11: the power goes at a random moment; what SQLite has not synced is lost, kept or torn."""

from __future__ import annotations

import os
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from shutil import which
from tempfile import TemporaryDirectory

from jalon.runtime.outbox import outbox_key, tenant_of
from jalon.runtime.prove import violations
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import DataError, StoreError

from ..figures import Figures
from ..harness.campaign import told
from ..harness.checker import IN_THE_MIDDLE
from ..harness.clock import START
from .child import ACKED, SENT

FAULT, CASES = "F11", 200
SOURCE = Path(__file__).with_name("recorder.c")
BATCHES = 60
WRITE, SYNC, CUT = 1, 2, 3
SECTOR = 512
LEFT = ("handoff", "accepted", "unknown")
HEAD = struct.Struct("=4q")


class NoCompiler(Exception):
    """There is no C compiler here."""


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the trace: to which file (0 the store, 1 its log), where, and the bytes."""

    kind: int
    file: int
    at: int
    body: bytes


@dataclass
class Disk:
    """One file: what is certain, and what has been written since the last sync."""

    certain: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)

    def take(self, call: Call) -> None:
        """One call more."""
        if call.kind != SYNC:
            self.pending.append(call)
            return
        for one in self.pending:
            done(self.certain, one)
        self.pending.clear()

    def lost(self, random: Random) -> bytes:
        """What is there after the power was gone: any part of what was pending, in any state."""
        found = bytearray(self.certain)
        for one in self.pending:
            fate = random.random()
            if fate < 0.4:
                done(found, one)
            elif fate < 0.6 and one.kind == WRITE:
                sectors = random.randrange(len(one.body) // SECTOR + 1)
                done(found, Call(WRITE, one.file, one.at, one.body[: sectors * SECTOR]))
        return bytes(found)


def done(content: bytearray, call: Call) -> None:
    """A write or a cut is done to the content of a file."""
    if call.kind == CUT:
        del content[call.at :]
        content.extend(bytes(max(call.at - len(content), 0)))
        return
    content.extend(bytes(max(call.at - len(content), 0)))
    content[call.at : call.at + len(call.body)] = call.body


def experiment(cases: int, seed: int) -> Figures:
    """One process at work, and so many moments at which the power could have gone."""
    begun = time.monotonic()
    with TemporaryDirectory(prefix="jalon-power-") as name:
        trace = recorded(Path(name), seed)
        found, pending = judged(Path(name), trace, cases, Random(seed))
    if found:
        print(told(found, FAULT, cases, seed), file=sys.stderr)
    counted = {"calls": len(trace), "writes not synced": pending}
    return Figures(FAULT, cases, len(found), counted, time.monotonic() - begun)


def judged(folder: Path, trace: list[Call], cases: int, random: Random) -> tuple[list[str], int]:
    """What was wrong after so many losses of power, and how many writes were not synced then."""
    found, pending = list[str](), 0
    first = next(n for n, call in enumerate(trace) if call.kind == ACKED)
    moments = sorted(random.randrange(first, len(trace)) for _ in range(cases))
    for disks, promised in states(trace, moments):
        pending += sum(len(disk.pending) for disk in disks)
        found += wrong(folder, [disk.lost(random) for disk in disks], promised)
    return found, pending


def recorded(folder: Path, seed: int) -> list[Call]:
    """The trace of a process at work. Raises `NoCompiler`."""
    compiler = which("cc")
    if compiler is None:
        raise NoCompiler("no `cc`")
    library, trace = folder / "recorder.so", folder / "trace"
    words = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(words, check=True)
    child = [sys.executable, "-m", f"{__package__}.child", str(folder / "power.db")]
    around = {**os.environ, "LD_PRELOAD": str(library), "JALON_TRACE": str(trace)}
    subprocess.run([*child, str(BATCHES), str(seed)], env=around, check=True)
    return list(calls(trace.read_bytes()))


def calls(content: bytes) -> Iterator[Call]:
    """The lines of a trace."""
    place = 0
    while place < len(content):
        kind, file, at, count = HEAD.unpack_from(content, place)
        place += HEAD.size
        body = content[place : place + count] if kind in (WRITE, ACKED, SENT) else b""
        place += len(body)
        yield Call(kind, file, at, body)


Promises = list[tuple[int, str]]


def states(trace: list[Call], moments: list[int]) -> Iterator[tuple[list[Disk], Promises]]:
    """The two files at each moment, and what had been promised and sent until then."""
    disks, promised, place = [Disk(), Disk()], Promises(), 0
    for moment in moments:
        for call in trace[place:moment]:
            if call.kind in (ACKED, SENT):
                promised.append((call.kind, call.body.decode()))
            else:
                disks[call.file].take(call)
        place = moment
        yield disks, promised


def wrong(folder: Path, contents: list[bytes], promised: Promises) -> list[str]:
    """What is not as it must be when the power is back."""
    path = folder / "after.db"
    for suffix, content in zip(("", "-wal"), contents, strict=True):
        path.with_name(path.name + suffix).write_bytes(content)
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    try:
        with closing(SqliteStore.open(path)) as store:
            return [*broken(store), *lost(store, promised)]
    except (StoreError, DataError, sqlite3.Error) as error:
        return [f"INV-25: the store cannot be read: {error}"]


def broken(store: SqliteStore) -> Iterator[str]:
    """INV-25 and all that a store can tell of itself."""
    for (words,) in store.connection.execute("PRAGMA integrity_check"):
        if words != "ok":
            yield f"INV-25: {words}"
    yield from (str(one) for one in violations(store, START, IN_THE_MIDDLE))


def lost(store: SqliteStore, promised: Promises) -> Iterator[str]:
    """INV-3: what was acknowledged is there. INV-8: what has left is known to have left."""
    there = {key for (key,) in store.connection.execute("SELECT dedupe FROM event")}
    tenant = tenant_of(store)
    rows = store.connection.execute("SELECT enrollment_id, node_id, channel, state FROM outbox")
    sent = {outbox_key(tenant, (run, step), way): state for run, step, way, state in rows}
    for kind, key in promised:
        if kind == ACKED and key not in there:
            yield f"INV-3: {key} was acknowledged, and is lost"
        if kind == SENT and sent.get(key) not in LEFT:
            yield f"INV-8: {key} has left, and is {sent.get(key)}"
