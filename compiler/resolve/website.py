"""The audience's website: which pages lie on it."""

from __future__ import annotations

from urllib.parse import urlsplit


def path_of(page: str, website: str | None) -> str | None:
    """The path of a page on the website, with its query: `/pricing`; None when it lies elsewhere.

    A page without a host is one of the website. SP-29.
    """
    parts = urlsplit(page.strip())
    if not parts.netloc:
        return page
    if website is None or _host(website) != _host(page):
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _host(address: str) -> str:
    found = address.strip()
    netloc = urlsplit(found if "//" in found else f"//{found}").netloc
    return netloc.casefold().removeprefix("www.")
