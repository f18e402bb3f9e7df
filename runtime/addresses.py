"""The one rule for e-mail addresses: what mail servers carry is taken in, and nothing else."""

from __future__ import annotations

import re

LONGEST_LOCAL, LONGEST = 64, 254  # RFC 5321, 4.5.3.1

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})*")


def as_carried(address: str) -> str | None:
    """The address in ASCII, its domain in IDNA form; None when mail servers would not take it."""
    local, _, domain = address.strip(" ").rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    whole = f"{local}@{ascii_domain}"
    fits = len(local) <= LONGEST_LOCAL and len(whole) <= LONGEST
    return whole if fits and _ADDRESS.fullmatch(whole) else None
