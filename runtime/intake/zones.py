"""Time zones of contacts: IANA names to the zones of the store, added when they are first met."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from zoneinfo import available_timezones

from ..store import Store
from ..zones import put_spans
from .texts import given


def zone_ids(store: Store, names: Iterable[str | None]) -> dict[str, int]:
    """Name as told -> zone id; a name that is no IANA zone is left out."""
    wanted = {text: name for text in names if (name := canonical(text)) is not None and text}
    known: dict[str, int] = dict(store.read("intake.zones"))
    for name in sorted(set(wanted.values()) - known.keys()):
        known[name] = add_zone(store, name)
    return {text: known[name] for text, name in wanted.items()}


def add_zone(store: Store, name: str) -> int:
    """Adds a zone with its spans; returns its id."""
    store.write("intake.add-zone", name=name)
    [(id,)] = [(id,) for found, id in store.read("intake.zones") if found == name]
    put_spans(store, int(id), name)
    return int(id)


def canonical(text: str | None) -> str | None:
    """The IANA name as it is spelt, or None when there is no such zone."""
    name = given(text)
    return all_zones().get(name.casefold()) if name else None


@cache
def all_zones() -> dict[str, str]:
    """Case folded -> IANA name."""
    return {name.casefold(): name for name in available_timezones()}
