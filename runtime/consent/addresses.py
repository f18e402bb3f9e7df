"""Addresses as suppression knows them: one form for all ways to write one, kept as an HMAC. T27"""

from __future__ import annotations

import hmac
import re
import unicodedata

_NOT_DIALLED = re.compile(r"[^0-9+]")
_DIALLED = re.compile(r"[0-9]")
_FOREIGN = "00"  # what many dial in the place of a plus


def canonical(channel: str, address: str) -> str:
    """The form in which addresses of a channel are the same.

    It may make one of two that are not: too much is suppressed rather than too little. The
    address itself is kept for sending. What follows a `+` tells mailboxes apart.
    """
    text = unicodedata.normalize("NFKC", address).strip()
    if channel == "sms":
        number = _NOT_DIALLED.sub("", text)
        return f"+{number[2:]}" if number.startswith(_FOREIGN) else number
    local, _, domain = text.rpartition("@")
    return f"{unicodedata.normalize('NFKC', local.casefold())}@{ascii_domain(domain)}"


def channel_of(word: str) -> str | None:
    """The channel whose addresses are written like a word, if there is one.

    A word with letters is no number: a key that has digits in it must not be taken for one.
    """
    if "@" in word:
        return "email"
    text = unicodedata.normalize("NFKC", word)
    dialled = _DIALLED.search(text) and not any(letter.isalpha() for letter in text)
    return "sms" if dialled else None


def ascii_domain(domain: str) -> str:
    """The domain in its IDNA form and in lower case; one that has none as it is."""
    try:
        return domain.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        return domain.casefold().rstrip(".")


def sealed(key: str, channel: str, address: str) -> str:
    """What is kept of an address: nobody can read it, or find it without the store's own key."""
    return digest(key, f"{channel}:{canonical(channel, address)}")


def digest(key: str, text: str) -> str:
    """HMAC-SHA256 in hexadecimal digits."""
    return hmac.digest(key.encode(), text.encode("utf-8", "replace"), "sha256").hex()
