"""Time zones in the store: their offsets, written once per zone."""

from __future__ import annotations

import zoneinfo
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from ..compiler.ir.zones import Span, spans
from .store import Store

FIRST_YEAR, LAST_YEAR = 1970, 2100


def put_spans(store: Store, zone_id: int, name: str) -> None:
    """Writes the offsets of an IANA zone, replacing those the zone had."""
    rules = edition(name)
    store.write("deploy.span-clear", zone=zone_id)
    store.many(
        "deploy.span-put",
        (
            {"zone": zone_id, "utc_from": utc, "wall_from": wall, "utc_offset": offset}
            for utc, wall, offset in zone_spans(name, rules)
        ),
    )
    store.write("wall_clocks.keep-edition", zone=zone_id, edition=rules)


@cache
def zone_spans(name: str, rules: str) -> tuple[Span, ...]:
    """The offsets of a zone by its rules: (first instant, first wall clock, offset from UTC)."""
    return tuple(spans(zoneinfo.ZoneInfo(name), FIRST_YEAR, LAST_YEAR))


def edition(name: str) -> str:
    """Tells the rules of a zone, as this machine knows them, from others of the same name."""
    for folder in zoneinfo.TZPATH:
        if (path := Path(folder, name)).is_file():
            return digest(path.read_bytes())
    return digest(files("tzdata").joinpath("zoneinfo", name).read_bytes())


def digest(rules: bytes) -> str:
    """A short name for rules."""
    return sha256(rules).hexdigest()[:16]
