"""How far the import of a file is, kept in the store with the rows themselves."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ...runtime.deploy import prepare_calendar
from ...runtime.store import Store
from .columns import Kind
from .report import Counts, Options

COUNTED = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an import is: its row in the store, and what it did so far."""

    id: int
    finished: bool
    counts: Counts
    refused_bytes: int


@dataclass(frozen=True, slots=True)
class Identity:
    """Which import this is: the same content, kind and settings are the same import."""

    digest: str
    what: Kind
    settings: str


def identity(digest: str, what: Kind, options: Options, zone: str) -> Identity:
    """The identity of an import: all settings that make a difference to what is stored."""
    settings = {
        "store": options.store,
        "currency": options.currency,
        "zone": zone,
        "historic": options.historic,
        "create_contacts": options.create_contacts,
    }
    return Identity(digest, what, json.dumps(settings, sort_keys=True))


def begin(store: Store, one: Identity, path: Path, now: int) -> Place:
    """The place of an import: the beginning, or where it was left."""
    key = {"digest": one.digest, "what": one.what, "settings": one.settings}
    with store.transaction():
        if not store.read("deploy.zone-name", id=0):
            prepare_calendar(store, "UTC")  # the audience's zone, until one is deployed
        store.write("imports.begin", path=str(path), now=now, **key)
        [(id, finished_at, *numbers)] = store.read("imports.place", **key)
    *counts, refused_bytes = numbers
    return Place(id, finished_at is not None, Counts(*counts), refused_bytes)


def advance(store: Store, place: Place) -> None:
    """Notes the place; inside the transaction of the rows."""
    counts = dict(zip(COUNTED, astuple(place.counts), strict=True))
    counts["records"] = counts.pop("read")
    store.write("imports.advance", id=place.id, refused_bytes=place.refused_bytes, **counts)


def finish(store: Store, place: Place, now: int) -> None:
    """Notes that the file is read to its end."""
    store.write("imports.finish", id=place.id, now=now)
