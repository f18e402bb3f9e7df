"""Keys of what is here no longer: nobody can read them, and told again they change nothing."""

from __future__ import annotations

from collections.abc import Iterable

from .consent import Setting
from .consent.addresses import digest
from .store import Store


def spent(ours: Setting, key: str) -> str:
    """What is remembered of a key."""
    return digest(ours.key, f"spent:{key}")


def remember(store: Store, ours: Setting, keys: Iterable[str]) -> None:
    """Notes keys that are about to go, for ever."""
    store.many("erase.spend", [{"digest": spent(ours, key)} for key in keys])
