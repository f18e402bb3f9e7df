"""How a value is written, by the place it stands in: text, attribute, address or style."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import quote

from .errors import TemplateError
from .markup import Piece, pieces
from .outlets import MARK
from .values import one_line, without_controls

Escape = Callable[[str], str]

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
ADDRESSES = frozenset({"href", "src", "action", "formaction", "background", "poster", "cite"})
_SAFE = "%:/?#[]@!$&()*+,;=~-._"


def in_text(value: str) -> str:
    """Between tags, or in a quoted attribute."""
    return escape(without_controls(value))


def in_style(value: str) -> str:
    """In a `style` attribute: words, colours and sizes only."""
    return "".join(char for char in value if char.isalnum() or char in "#%., -")


def as_address(value: str) -> str:
    """At the beginning of an address: a known scheme or none, else the address leads nowhere."""
    address = one_line(value).strip()
    head, colon, _ = address.partition(":")
    if colon and not set(head) & set("/?#") and head.lower() not in SCHEMES:
        return "#"
    return escape(quote(address, safe=_SAFE))


def in_path(value: str) -> str:
    """Further on in an address, before its query."""
    return escape(quote(one_line(value), safe="/%-._~"))


def in_query(value: str) -> str:
    """In the query of an address: one component."""
    return quote(one_line(value), safe="-._~")


def escapes(html: str) -> list[Escape]:
    """The escape of every mark in a piece of HTML, in the order in which they stand there."""
    return [escape for piece in pieces(html) for escape in _of_piece(piece)]


def _of_piece(piece: Piece) -> Iterator[Escape]:
    """The escapes of one text, tag, comment or style sheet."""
    if piece.kind == "tag":
        yield from _of_tag(piece)
    elif MARK.search(piece.source) and piece.kind in ("raw", "outlook"):
        raise TemplateError(f"a value cannot stand inside <{piece.name or 'if'}>")
    else:
        yield from [in_text] * len(MARK.findall(piece.source))


def _of_tag(tag: Piece) -> Iterator[Escape]:
    """The escapes of the values in the attributes of a tag."""
    if not MARK.search(tag.source):
        return
    if MARK.search(tag.without_attributes()):
        raise TemplateError("a value cannot stand for the name of a tag or of an attribute")
    for name, value in tag.attributes():
        yield from _of_attribute(name, value)


def _of_attribute(name: str, value: str) -> Iterator[Escape]:
    """The escapes of the values in one attribute."""
    marks = list(MARK.finditer(value))
    if MARK.search(name):
        raise TemplateError("a value cannot stand for the name of a tag or of an attribute")
    if marks and value[0] not in "\"'":
        raise TemplateError(f"put quotes around the value of `{name}`")
    if marks and name.startswith("on"):
        raise TemplateError(f"a value cannot stand in `{name}`")
    for found in marks:
        yield _in_attribute(name, value[1 : found.start()])


def _in_attribute(name: str, before: str) -> Escape:
    """The escape of one value, by the attribute and what stands before it there."""
    if name == "style":
        return in_style
    if name not in ADDRESSES:
        return in_text
    literal = MARK.sub("", before).strip()
    if not literal:
        return as_address
    return in_query if "?" in literal or "#" in literal else in_path
