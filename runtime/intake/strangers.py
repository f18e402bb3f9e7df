"""Contacts of whom nothing is known but what they did: added by their keys, when asked to."""

from __future__ import annotations

from collections.abc import Mapping

from ..store import Store
from .batch import batch, restage, waves
from .contacts import identities, stage
from .rows import ContactRow, Origin


def meet_contacts(
    store: Store, first_seen: Mapping[str, int], at: int, origin: Origin = "live"
) -> int:
    """Adds those of the contact keys that are not here, each from the instant it was first seen.

    Returns how many were added; contacts that are here stay as they are.
    """
    rows = [ContactRow(key=key, added_at=seen) for key, seen in first_seen.items()]
    added = 0
    with batch(store, at, origin) as here:
        staged = [one for n, row in enumerate(rows) if (one := stage(here, {}, n, row))]
        for wave in waves(staged, identities):
            restage(store, "intake_contact", wave)
            store.write("intake_contact.find")
            added += store.write("intake_contact.insert", now=at)
    return added
