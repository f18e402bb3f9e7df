"""F13: upgrades of the schema, killed at each statement, from one earlier schema after another."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from jalon.runtime.clock import SystemClock

from ...postgres.databases import served
from ..figures import Figures
from . import files, servers

FAULT = "F13"
CASES = 20
USUAL = 400


def experiment(cases: int, seed: int) -> Figures:
    """At least so many kills: from as many earlier schemas as it takes, chosen by the seed."""
    clock = SystemClock()
    began = clock.now()
    on_files, wrong = kill_files(cases, Random(seed))
    on_servers, also_wrong = kill_servers(cases, Random(seed))
    return Figures(
        FAULT,
        on_files + on_servers,
        wrong + also_wrong,
        {"kills_sqlite": on_files, "kills_postgres": on_servers},
        (clock.now() - began) / 1000,
    )


def kill_files(cases: int, random: Random) -> tuple[int, int]:
    """Every statement from one schema after the other."""
    kills = failures = 0
    with TemporaryDirectory() as folder:
        for version in random.sample(files.versions()[:-1], len(files.versions()) - 1):
            for at in files.kills(version):
                kills += 1
                failures += files.objection(version, at, Path(folder)) is not None
            if kills >= cases:
                break
    return kills, failures


def kill_servers(cases: int, random: Random) -> tuple[int, int]:
    """The same on a server, where every second time it is the backend that goes."""
    kills = failures = 0
    with served() as databases:
        for version in random.sample(servers.versions()[:-1], len(servers.versions()) - 1):
            outcome = servers.killed_at(databases, version, range(1, 1000))
            kills, failures = kills + outcome.kills, failures + len(outcome.objections)
            if kills >= cases:
                break
    return kills, failures
