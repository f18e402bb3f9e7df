"""Header lines and addresses, checked by our own rules before anything else sees them.

The standard library accepts a NUL in a subject, and older versions of it a line break
(CVE-2024-6923, CVE-2026-1299): nothing that has a control in it gets past this module.
"""

from __future__ import annotations

import re
from base64 import b64encode
from email.utils import formataddr, parseaddr
from functools import lru_cache

from ...runtime.addresses import as_carried

LONGEST_LINE = 998  # RFC 5322, 2.1.1
WORD_BYTES = 45  # of UTF-8 in one encoded word: RFC 2047, 2

# C0, DEL, C1 with NEL, the separators of lines and paragraphs, and halves of surrogate pairs.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PHONE = re.compile(r"\+?[0-9]{4,15}")


class HeaderError(Exception):
    """A value that may not stand in a header."""


class AddressError(HeaderError):
    """An address or a number that cannot be one."""


def header(name: str, value: str) -> str:
    """One header line, with its line break. Raises `HeaderError`."""
    if _FORBIDDEN.search(value):
        raise HeaderError(f"the {name} has a control character in it")
    line = f"{name}: {value if plain(value) else encoded(value)}\r\n"
    if max(map(len, line.split("\r\n"))) > LONGEST_LINE:
        raise HeaderError(f"the {name} is longer than {LONGEST_LINE} characters")
    return line


def plain(value: str) -> bool:
    """Can it stand in a header as it is? Whatever looks like an encoded word cannot."""
    return value.isascii() and "=?" not in value


def encoded(value: str) -> str:
    """The value as encoded words on folded lines (RFC 2047); no character is torn apart."""
    words, pending = [], b""
    for char in value:
        following = char.encode()
        if len(pending) + len(following) > WORD_BYTES:
            words.append(pending)
            pending = b""
        pending += following
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in [*words, pending])


@lru_cache(maxsize=4096)
def mailbox(text: str) -> tuple[str, str]:
    """`"Trail & Co" <hello@trail.example>` as a From header writes it, and the address alone."""
    if _FORBIDDEN.search(text):
        raise HeaderError("the sender has a control character in it")
    name, address = parseaddr(text)
    address = deliverable(address)
    return formataddr((name, address), "utf-8"), address


def deliverable(address: str) -> str:
    """The address as SMTP carries it: ASCII, the domain in its IDNA form. Raises `AddressError`."""
    carried = as_carried(address)
    if carried is None:
        raise AddressError("this is not an e-mail address that mail servers accept")
    return carried


def phone(number: str) -> str:
    """The number as digits with an optional `+`. Raises `AddressError`."""
    bare = re.sub(r"[\s().-]", "", number)
    if not _PHONE.fullmatch(bare):
        raise AddressError("this is not a phone number")
    return bare
