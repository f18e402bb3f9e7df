"""Keys of messages: the same for ever, for whoever sends them and however often."""

from __future__ import annotations

import hashlib

from ..store import Store


def injective(*parts: str | int) -> str:
    """SHA-256 of the parts, each with its length before it: no two lists of parts run together."""
    digest = hashlib.sha256()
    for part in parts:
        content = str(part).encode()
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def outbox_key(
    tenant: str, place: tuple[int, int], channel: str, visit: int = 1, recipient: int = 0
) -> str:
    """The key of one message (reliability 2.2): no attempt, no worker, no time, no version in it.

    A step is visited once in a run: graphs have no cycles.
    """
    return injective(tenant, place[0], place[1], visit, channel, recipient)


def message_id(key: str, domain: str) -> str:
    """The Message-ID, by which a mailbox knows that it has a message already."""
    return f"<{key[:40]}@{domain}>"


def jitter(place: tuple[int, int], attempt: int, most: int) -> int:
    """A wait in (0, most], in milliseconds: random over rows and attempts, equal in a replay."""
    return int(injective("jitter", *place, attempt)[:12], 16) % most + 1


def tenant_of(store: Store) -> str:
    """What tells this store from every other, so that no two of them share a Message-ID.

    The digest and the instant of its first program; nothing while none is deployed.
    """
    found = store.read("outbox.identity")
    return injective(*found[0]) if found else ""
