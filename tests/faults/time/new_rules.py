"""F33: a zone gets other rules while people wait: they go on at the new wall time, once."""

from __future__ import annotations

import random
import time
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from jalon.runtime.deploy import deploy
from jalon.runtime.intake.rows import ContactRow

from ...conformance.scenario import instant
from ..figures import Figures
from .stage import DAY, HOUR, MINUTE, Stage, iso, project
from .walk import reached, shown

FAULT, CASES = "F33", 5_000
BEFORE = {
    "Africa/Cairo": "Africa/Tripoli",
    "America/Asuncion": "America/Santiago",
    "America/Mexico_City": "America/Chicago",
    "Asia/Amman": "Asia/Beirut",
    "Europe/Istanbul": "Europe/Athens",
}
"""Zones that gave up or took up summer time, each with one whose rules are like those it had."""
BEGIN = instant("2026-02-10T00:00:00")
WAITS = {"long": "wait 60 days", "dated": "wait until specific date renewal", "day": "wait 1 day"}
TEXT = "field renewal: date\n" + "".join(
    f'journey {name}:\n  starting point: tag added "go"\n  {wait}\n  add tag "seen"\n'
    for name, wait in WAITS.items()
)


@contextmanager
def older_rules() -> Iterator[None]:
    """Until its end, the machine knows these zones by rules of before."""
    there = zoneinfo.TZPATH
    with TemporaryDirectory() as folder:
        for name, like in BEFORE.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(found(like, there).read_bytes())
        try:
            look_in(folder, *there)
            yield
        finally:
            look_in(*there)


def look_in(*folders: str) -> None:
    """Reads rules anew, from these folders."""
    zoneinfo.reset_tzpath([folder for folder in folders if Path(folder).is_absolute()])
    ZoneInfo.clear_cache()


def found(name: str, folders: tuple[str, ...]) -> Path:
    """The file of a zone."""
    return next(path for folder in folders if (path := Path(folder, name)).is_file())


def experiment(cases: int, seed: int) -> Figures:
    """People begin to wait under old rules, the rules change one day, and the time goes by."""
    begun, draw = time.monotonic(), random.Random(seed)
    people = {
        f"c{number}": (draw.choice(sorted(BEFORE)), draw.randrange(20, 80))
        for number in range(cases)
    }
    swap = BEGIN + draw.randrange(20, 50) * DAY + draw.randrange(0, DAY, MINUTE)
    with older_rules():
        old = {zone: ZoneInfo(zone) for zone in BEFORE}
        stage = Stage.of(TEXT, BEGIN)
        rows = [
            ContactRow(key=key, time_zone=zone, fields={"renewal": iso(BEGIN // DAY + days)})
            for key, (zone, days) in people.items()
        ]
        stage.crowd(rows, BEGIN)
        stage.tag(people, BEGIN)
        for now in (BEGIN, (BEGIN + swap) // 2, swap):
            stage.tick(now)
    deploy(stage.store, project(TEXT), swap)
    for now in range(swap, BEGIN + 85 * DAY, 5 * DAY):
        stage.tick(now)
    wrong = stage.set_aside() + mistakes(stage, people, old, swap)
    return Figures(FAULT, len(people) * len(WAITS), wrong, {}, time.monotonic() - begun)


def mistakes(
    stage: Stage, people: dict[str, tuple[str, int]], old: dict[str, ZoneInfo], swap: int
) -> int:
    """How many went on not at all, twice, or at another instant than the rules of then say."""
    went = {name: stage.moved_on(name) for name in WAITS}
    wrong = 0
    for key, (zone, days) in people.items():
        begin = shown(old[zone], BEGIN)
        walls = {
            "long": begin + 60 * DAY,
            "dated": (BEGIN // DAY + days) * DAY + 9 * HOUR,
            "day": begin + DAY,
        }
        for name, wall in walls.items():
            before, after = reached(old[zone], wall), reached(ZoneInfo(zone), wall)
            wanted = before if before <= swap else max(after, swap)
            wrong += went[name].get(key) != [wanted]
    return wrong
