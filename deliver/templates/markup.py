"""HTML cut into texts, tags, comments and style sheets: one view of it for all who read it.

Works in linear time on anything; the parser of the standard library takes minutes for some texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_PIECE = re.compile(
    r"""
      (?P<outlook> <!--\[if[^<>]*>(?:<!-->)? | <!(?:--<!)?\[endif\](?:-->)? )  # HTML inside
    | (?P<comment> <!--.*?(?:-->|\Z) | <[!?][^<>]*> )
    | (?P<raw> <(?P<rawname>style|script)\b[^<>]*> .*? (?:</(?P=rawname)\s*>|\Z) )
    | (?P<tag>
        <(?P<name>/?[A-Za-z][^\s/>]*)
        (?: \s+ | / | [^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))? )*
        >?
      )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""\s+(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?"""
)


class Piece(NamedTuple):
    """A piece of HTML as it is written: `text`, `tag`, `comment`, `raw` (style, script), `outlook`.

    `name` is that of a tag, in small letters, with a `/` before it when it closes.
    """

    kind: str
    source: str
    name: str = ""

    def attributes(self) -> list[tuple[str, str]]:
        """The names in small letters and the values as they are written, quotes included."""
        found = _ATTRIBUTE.finditer(self.source)
        return [(one["name"].lower(), one["value"] or "") for one in found]

    def without_attributes(self) -> str:
        """What is left of a tag."""
        return _ATTRIBUTE.sub("", self.source)

    def values(self) -> dict[str, str]:
        """The values of the attributes as a reader takes them."""
        return {name: unescape(value.strip("\"'")) for name, value in self.attributes()}


def pieces(html: str) -> Iterator[Piece]:
    """Every piece, in order; together they are the whole."""
    end = 0
    for found in _PIECE.finditer(html):
        if found.start() > end:
            yield Piece("text", html[end : found.start()])
        kind = found.lastgroup if found.lastgroup in ("outlook", "comment", "raw") else "tag"
        yield Piece(kind, found[0], (found["name"] or found["rawname"] or "").lower())
        end = found.end()
    if end < len(html):
        yield Piece("text", html[end:])
