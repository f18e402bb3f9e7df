"""Where a store is: a file, or a database of a PostgreSQL server, whose password is never shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from .failure import Failure

VARIABLE = "JALON_DB"
_SERVER = re.compile(r"^postgres(ql)?:", re.IGNORECASE)
_HOST = r"(\[[^\]\s]*\]|[^\[\]:/?#@,\s]*)(:\d*)?"
_WELL_FORMED = re.compile(
    rf"^postgres(?:ql)?://(?:(?P<user>[^:/?#@\s]*)(?::[^/?#@\s]*)?@)?"
    rf"(?P<host>{_HOST}(?:,{_HOST})*)(?P<database>/[^/?#@\s]*)?(?:\?(?P<settings>[^#@\s]*))?$"
)
_SECRETS = (
    (re.compile(r"(\bpostgres(?:ql)?://[^\s/:@`]*):[^\s`]*@", re.IGNORECASE), r"\1:…@"),
    (re.compile(r"((?:ssl)?password=)[^\s&`]+", re.IGNORECASE), r"\1…"),
)
_HELP = (
    "`postgresql://user@host/database`; in a user, a password or a name "
    "write `%40` for `@`, `%2F` for `/`, `%3A` for `:`"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A database of a PostgreSQL server; as a text it is without its password and settings."""

    text: str = field(repr=False)

    def __str__(self) -> str:
        found = _WELL_FORMED.match(self.text)
        assert found, "made by `place` alone"
        user = f"{found['user']}@" if found["user"] else ""
        return f"postgresql://{user}{found['host']}{found['database'] or ''}"


Place = Path | Address


def place(word: str) -> Place:
    """A file, or an address `postgresql://…`. Raises `Failure`."""
    if not _SERVER.match(word):
        if "://" in word:  # not repeated: there may be a password in it
            raise Failure("Jalon works on no such database", "only `postgresql://…` or a file")
        return Path(word)
    if not _WELL_FORMED.match(word):
        raise Failure("this is not the address of a PostgreSQL database", _HELP)
    return Address(word)


def without_passwords(text: str) -> str:
    """A text that may quote what was typed, without the passwords of addresses."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text
