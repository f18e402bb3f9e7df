"""Time zones in the store: their offsets, written once per zone."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from ..compiler.ir.zones import Span, spans
from .store import Store

FIRST_YEAR, LAST_YEAR = 1970, 2100


def put_spans(store: Store, zone_id: int, name: str) -> None:
    """Writes the offsets of an IANA zone, replacing those the zone had."""
    store.write("deploy.span-clear", zone=zone_id)
    store.many(
        "deploy.span-put",
        (
            {"zone": zone_id, "utc_from": utc, "wall_from": wall, "utc_offset": offset}
            for utc, wall, offset in zone_spans(name)
        ),
    )


@cache
def zone_spans(name: str) -> tuple[Span, ...]:
    """The offsets of an IANA zone: (first instant, first wall clock, milliseconds from UTC)."""
    return tuple(spans(ZoneInfo(name), FIRST_YEAR, LAST_YEAR))
