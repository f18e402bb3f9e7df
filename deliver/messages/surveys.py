"""The link to a survey: a page that knows which message it came in, or a mail to the sender."""

from __future__ import annotations

from urllib.parse import quote

from .tokens import proof


def survey_by_page(base: str, secret: str, key: str, row: tuple[int, int]) -> str:
    """A page below `base`; the token names the outbox row, and is good for a survey only (T15)."""
    return f"{base.rstrip('/')}/1-{row[0]:x}-{row[1]:x}-{proof(secret, 'survey', key)}"


def survey_by_mail(address: str, name: str, key: str) -> str:
    """A mail to the sender: all there is while no page is configured."""
    return f"mailto:{quote(address, safe='@+')}?subject={quote(f'survey {name} {key[:40]}')}"
