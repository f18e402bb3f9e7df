"""A process that lives on a disk with faults: it tells what it has acknowledged, line by line."""

from __future__ import annotations

import os
import random
import resource
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mmap import mmap
from pathlib import Path

from jalon.deliver.loop import deliver_due
from jalon.runtime import intake
from jalon.runtime.engine.tick import catch_up
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.sqlite import SqliteStore
from jalon.runtime.store import Interrupted

from ...integration.deliver.building import NOW, SECOND, Post, Recorder, office

Arm = Callable[[random.Random], None]
Fault = tuple[Arm, Callable[[], int]]
"""Lets something fail soon; and takes it back, telling how often it did."""
ROOM = 96 << 10  # bytes that may be left on a full disk
CALLS = 30  # so many calls to the disk may still go well


def full(path: Path) -> Fault:
    """The disk has room for so many bytes more, and no more."""

    def arm(chance: random.Random) -> None:
        log = path.with_name(f"{path.name}-wal").stat().st_size
        limit = chance.randrange(ROOM + chance.choice((0, log)))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def disarm() -> int:
        limits = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        return 0

    return arm, disarm


def broken(orders: Path) -> Fault:
    """One call to the disk fails: a write, half a write, or a sync."""
    with orders.open("r+b") as file:
        told = mmap(file.fileno(), 12)

    def arm(chance: random.Random) -> None:
        told[:12] = struct.pack("=iii", chance.randint(1, CALLS), chance.randint(1, 3), 0)

    def disarm() -> int:
        (failed,) = struct.unpack("=i", told[8:12])
        told[:12] = struct.pack("=iii", 0, 0, 0)
        return int(failed)

    return arm, disarm


@contextmanager
def armed(fault: Fault, chance: random.Random) -> Iterator[None]:
    """In here something fails."""
    arm, disarm = fault
    arm(chance)
    try:
        yield
    finally:
        if disarm():
            print("failed", flush=True)


def work(store: SqliteStore, number: int) -> None:
    """Somebody signs up, is let in, and gets a message."""
    now = NOW + number * SECOND
    row = ContactRow(key=f"c{number}", email=f"c{number}@x.example", email_status="subscribed")
    intake.add_contacts(store, [row], now)
    intake.tag(store, [row.key], "x", now)
    print(f"acked {row.key}", flush=True)
    catch_up(store, now)
    recorder = Recorder()
    deliver_due(store, office(recorder), now)
    for sent in recorder.sent:
        print(f"sent {sent.recipient}", flush=True)


def case(store: SqliteStore, fault: Fault, number: int, chance: random.Random) -> None:
    """One piece of work on a disk that fails, and once more on one that does not."""
    try:
        with armed(fault, chance):
            work(store, number)
    except Interrupted as error:
        print(f"interrupted {type(error.__cause__).__name__}", flush=True)
        if store.inside():
            print("open", flush=True)
        work(store, number)


def main(path: Path, orders: str, seed: int, cases: int) -> None:
    """All of them."""
    chance = random.Random(seed)
    store = Post.in_file(path).store
    fault = broken(Path(orders)) if orders else full(path)
    with store.alone():
        for number in range(cases):
            case(store, fault, number, chance)
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), os.environ.get("JALON_SHIM", ""), *map(int, sys.argv[2:]))
