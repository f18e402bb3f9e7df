"""How to unsubscribe: the link in the body and the two headers of RFC 8058."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from .tokens import proof

PURPOSE: Final = "unsubscribe"


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
    url = f"{base.rstrip('/')}/{unsubscribe_token(secret, key, row)}"
    one_click = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    return Unsubscribe(url, (("List-Unsubscribe", f"<{url}>"), one_click))


def unsubscribe_token(secret: str, key: str, row: tuple[int, int]) -> str:
    """What the page gets to see: the numbers of the row, and the proof."""
    return f"1-{row[0]:x}-{row[1]:x}-{proof(secret, PURPOSE, key)}"


def unsubscribe_by_mail(address: str, key: str) -> Unsubscribe:
    """A mail to the sender: all there is while no page is configured."""
    subject = quote(f"unsubscribe {key[:40]}")
    url = f"mailto:{quote(address, safe='@+')}?subject={subject}"
    return Unsubscribe(url, (("List-Unsubscribe", f"<{url}>"),))
