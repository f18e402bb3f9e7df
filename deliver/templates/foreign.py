"""What looks right and is not: merge tags of other systems, and links that Markdown misses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_WORD: Final = r"[A-Za-z][A-Za-z_]{2,}"
_TAG: Final = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"  # Jinja's own, which are read elsewhere
    rf"|\*\|(?P<star>{_WORD})\|\*"
    r"|(?<![\w%])%(?P<percent>[A-Z][A-Z_]{2,})%"
    rf"|\[\[\s*(?P<square>{_WORD})\s*\]\](?![(\[])"
    r"|(?<!\{)\{\s*contact\.(?P<curly>[a-z_]+)\s*\}(?!\})",
    re.DOTALL,
)
_KNOWN: Final = {
    "fname": "contact.first_name or 'you'",
    "firstname": "contact.first_name or 'you'",
    "first_name": "contact.first_name or 'you'",
    "lname": "contact.last_name or ''",
    "lastname": "contact.last_name or ''",
    "last_name": "contact.last_name or ''",
    "unsub": "unsubscribe_url",
    "unsubscribe": "unsubscribe_url",
}
_SHOWN: Final = r"\{\{[^}]*\bunsubscribe_url\b[^}]*\}\}"
_NO_LINK: Final = re.compile(rf"\](?:\s+\(\s*{_SHOWN}|\(\s*{_SHOWN}(?![^\n]*\)))")


class Foreign(NamedTuple):
    """A merge tag of another system, where it stands, and how it is written here."""

    start: int
    end: int
    text: str
    meant: str


def merge_tags(source: str) -> Iterator[Foreign]:
    """`*|FNAME|*`, `%FIRSTNAME%`, `[[firstname]]`, `{contact.first_name}`."""
    for tag in _TAG.finditer(source):
        name = (tag[tag.lastgroup] if tag.lastgroup else "").lower()
        if name:
            meant = _KNOWN.get(name, f"contact.{name}")
            yield Foreign(*tag.span(), tag[0], f"{{{{ {meant} }}}}")


def dead_way_out(source: str) -> tuple[int, int] | None:
    """The link to unsubscribe, when Markdown does not see one in any place that names it."""
    dead = list(_NO_LINK.finditer(source))
    if not dead or len(dead) < len(re.findall(_SHOWN, source)):
        return None
    return dead[0].span()
