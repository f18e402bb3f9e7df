"""Pages of websites: the one name of each, however its address is written."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def page_name(address: str) -> str:
    """`trail.example/pricing?from=mail` of a whole address; what has no host is left as it is."""
    parts = parts_of(address)
    return f"{host_of(parts)}{path_of(parts)}" if parts.netloc else address.strip()


def parts_of(address: str) -> SplitResult:
    """An address taken apart; what is none, such as `http://[`, is a path."""
    try:
        return urlsplit(address.strip())
    except ValueError:
        return SplitResult("", "", address.strip(), "", "")


def host_of(parts: SplitResult) -> str:
    """The host, without `www.`."""
    return parts.netloc.casefold().removeprefix("www.")


def path_of(parts: SplitResult) -> str:
    """The path with its query; the front page is `/`."""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
