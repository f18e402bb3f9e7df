"""What a store knows of consent for itself: its key, and whether sign-ups must be confirmed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from ..store import Store
from .addresses import channel_of, digest, sealed

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Setting:
    """The key that addresses are sealed with, and the audience's `double opt-in`."""

    key: str = field(repr=False)
    double_opt_in: bool

    def seal(self, channel: str, address: object) -> str | None:
        """The HMAC of an address, if there is one."""
        return sealed(self.key, channel, str(address)) if address else None

    def seal_word(self, word: str) -> str | None:
        """The HMAC of a word by which somebody is meant, if it is an address or a number."""
        channel = channel_of(word)
        return self.seal(channel, word) if channel else None

    def ip(self, address: str | None) -> str | None:
        """The HMAC of where a consent came from."""
        return digest(self.key, f"ip:{address}") if address else None


def setting(store: Store) -> Setting:
    """The store's own, in a transaction; the key is made when it is first asked for."""
    found = known_setting(store)
    if found is None:
        store.write("consent.make-setting", key=secrets.token_hex(KEY_BYTES))
        [(key, double_opt_in)] = store.read("consent.setting")
        found = Setting(str(key), bool(double_opt_in))
    return found


def known_setting(store: Store) -> Setting | None:
    """The store's own, for whoever may not write; None when nobody has asked for it yet."""
    for key, double_opt_in in store.read("consent.setting"):
        return Setting(str(key), bool(double_opt_in))
    return None
