"""How to unsubscribe: the link in the body and the two headers of RFC 8058."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The address that stands in the body, and the headers (name, value) of marketing mail."""

    url: str
    headers: tuple[tuple[str, str], ...]


def unsubscribe_by_page(base: str, secret: str, key: str, row: tuple[int, int]) -> Unsubscribe:
    """One click on a page below `base`; `row` is the outbox row (run, step), `key` its key.

    The token names the row and proves that we made it; it holds no address, and is good for this
    purpose only (reliability T15).
    """
    proof = hmac.new(secret.encode(), f"unsubscribe:{key}".encode(), hashlib.sha256)
    url = f"{base.rstrip('/')}/1-{row[0]:x}-{row[1]:x}-{proof.hexdigest()[:32]}"
    one_click = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    return Unsubscribe(url, (("List-Unsubscribe", f"<{url}>"), one_click))


def unsubscribe_by_mail(address: str, key: str) -> Unsubscribe:
    """A mail to the sender: all there is while no page is configured."""
    subject = quote(f"unsubscribe {key[:40]}")
    url = f"mailto:{quote(address, safe='@+')}?subject={subject}"
    return Unsubscribe(url, (("List-Unsubscribe", f"<{url}>"),))
