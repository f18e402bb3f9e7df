"""The checks at the start, and those of `jalon doctor`: the store, the machine, the clocks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .sqlite import SqliteStore
from .store import Store
from .symptom import Symptom, fine, problem, warning
from .zones import edition

JINJA = (3, 1, 6)
PYTHONS = {(3, 11): 15}
"""Of a line of Python, the first release whose e-mail headers cannot be broken (CVE-2026-1299)."""
BEHIND = 2000  # milliseconds that a clock may be behind the last tick


def cheap(store: Store, now: int, host_now: int) -> Iterator[Symptom]:
    """What `jalon run` looks at; `now` is the store's clock, `host_now` the machine's (ms UTC)."""
    if isinstance(store, SqliteStore):
        from .sqlite import checkup

        yield from checkup.looked_at(store)
    else:
        from .postgres import checkup as server
        from .postgres.store import PostgresStore

        assert isinstance(store, PostgresStore)
        yield from server.looked_at(store, host_now)
    yield sandbox(installed("jinja2"))
    yield clock(store, now)


def thorough(store: Store, now: int, host_now: int) -> Iterator[Symptom]:
    """Everything that `jalon doctor` looks at."""
    yield from cheap(store, now, host_now)
    if isinstance(store, SqliteStore):
        from .sqlite import checkup

        yield from checkup.read_whole(store)
    else:
        from .postgres import checkup as server
        from .postgres.store import PostgresStore

        assert isinstance(store, PostgresStore)
        yield from server.read_whole(store)
        yield from server.lanes(store)
    yield python(sys.version_info[:3])
    yield zones(store)


def without_store(place: Path | str, host_now: int) -> Iterator[Symptom]:
    """What can be looked at where there is no store yet, or one of another Jalon: at a file, or at
    the address of a server."""
    if isinstance(place, Path):
        from .sqlite import checkup

        yield from checkup.beside(place)
    else:
        from .postgres import checkup as server
        from .postgres.store import SCHEMA, PostgresStore

        with closing(PostgresStore(place, SCHEMA)) as store:
            yield from server.looked_at(store, host_now)
            yield from server.read_whole(store)
    yield sandbox(installed("jinja2"))
    yield python(sys.version_info[:3])


def installed(package: str) -> str | None:
    """The version of a package, if it is there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def sandbox(found: str | None) -> Symptom:
    """Whether the sandbox of templates is one that nobody is known to leave."""
    numbers = tuple(int(part) for part in (found or "0").split(".")[:3] if part.isdigit())
    if numbers >= JINJA:
        return fine("templates", f"Jinja {found}")
    said = f"Jinja {found or 'is missing'}: a template could leave its sandbox (CVE-2025-27516)"
    return problem("templates", said, "`pip install 'jinja2>=3.1.6'`")


def python(found: tuple[int, int, int]) -> Symptom:
    """Whether Python has the fixes that concern mail."""
    name, least = "Python " + ".".join(map(str, found)), PYTHONS.get(found[:2])
    if least is None or found[2] >= least:
        return fine("python", name)
    said = f"{name} lets line breaks into the headers of e-mails (CVE-2026-1299)"
    help = f"Jalon looks at every header itself; {found[0]}.{found[1]}.{least} has it mended"
    return warning("python", said, help)


def clock(store: Store, now: int) -> Symptom:
    """Whether the clock is behind what has been done already."""
    ticks = [int(watermark) for watermark, _ in store.read("tick.standing")]
    late = max(ticks, default=now) - now
    if late <= BEHIND:
        past = [int(tick) - int(told) for tick, told in store.read("alarm.latest")]
        was = f"; it was, by {past[0] / 1000:,.0f} s" if past else ""
        return fine("clock", f"the clock is not behind the last tick{was}")
    said = f"the clock is {late / 1000:,.0f} s behind the last tick: timers wait until then"
    return warning("clock", said, "set the clock right")


def zones(store: Store) -> Symptom:
    """Whether the rules of time zones are those that the store was written with."""
    name = f"tzdata {installed('tzdata') or 'of the system'}"
    old = [
        str(zone) for _, zone, known in store.read("wall_clocks.editions") if differs(zone, known)
    ]
    if not old:
        return fine("time zones", f"the rules of all zones are those of this machine ({name})")
    said = f"{', '.join(old[:3])}: this machine ({name}) has other rules than the store"
    return warning("time zones", said, "`jalon run` takes them over at its next start")


def differs(zone: str, known: str | None) -> bool:
    """Whether this machine knows other rules of a zone."""
    try:
        return edition(zone) != known
    except (OSError, ModuleNotFoundError):
        return True
