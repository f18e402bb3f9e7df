"""The audience's websites: which pages lie on them, and what each page is called."""

from __future__ import annotations

from collections.abc import Sequence

from ..ir.pages import host_of, page_name, parts_of, path_of
from ..ir.text import fold


def is_of(page: str, websites: Sequence[str]) -> bool:
    """Whether a page lies on one of the websites; without a host, it may on each. SP-29."""
    parts = parts_of(page)
    return not parts.netloc or host_of(parts) in map(_host, websites)


def page_names(page: str, websites: Sequence[str]) -> tuple[str, ...]:
    """The folded names that events may give to a page.

    An event may leave out the host, when there is only one website that it can be of.
    """
    parts = parts_of(page)
    if not parts.netloc:
        return tuple(fold(one) for one in (page, *(f"{_host(site)}{page}" for site in websites)))
    alone = [path_of(parts)] if len(websites) == 1 else []
    return tuple(fold(one) for one in (*alone, page_name(page)))


def _host(website: str) -> str:
    """`trail.example` alone is a host too."""
    return host_of(parts_of(website if "//" in website else f"//{website.strip()}"))
