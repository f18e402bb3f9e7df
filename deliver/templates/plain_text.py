"""The text alternative: HTML as somebody reads it who sees no HTML."""

from __future__ import annotations

import re
from html import unescape

from .markup import Piece, pieces


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


SILENT = _tags("head style script title template")
AIRY = _tags("h1 h2 h3 h4 h5 h6 p ul ol blockquote table pre hr")
BLOCKS = AIRY | _tags(
    "address article aside body center div dl dd dt fieldset figcaption figure footer form header"
    " li main nav section tbody tfoot thead tr"
)
VOID = _tags("area base br col embed hr img input link meta source track wbr")
DEEPEST = 8  # levels of lists that are set in
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


class Reader:
    """Collects text; a block begins on a new line, an airy one after an empty line."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.newlines = 0  # owed before the next text
        self.fresh = True  # nothing on this line yet but perhaps a bullet
        self.gap = False  # a cell has ended
        self.silence: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.lists: list[int | None] = []
        self.literal = 0

    def read(self, piece: Piece) -> None:
        """Takes in the next piece."""
        if piece.kind == "text":
            self.add(unescape(piece.source))
        elif piece.name.startswith("/"):
            self.close(piece.name[1:])
        elif piece.kind == "tag":
            self.open(piece.name, piece)

    def open(self, tag: str, piece: Piece) -> None:
        """Opens a block, a link, a list item, or a silence."""
        if self.silence or tag in SILENT or _HIDDEN.search(piece.source):
            self.silence += [] if tag in VOID else [tag]
            return
        self.owe(tag)
        match tag:
            case "a":
                self.links.append((piece.values().get("href", "").strip(), len(self.pieces)))
            case "img":
                self.write(piece.values().get("alt", ""))
            case "hr":
                self.write("----")
            case "li":
                self.bullet()
            case "ul" | "ol":
                self.lists.append(0 if tag == "ol" else None)
            case "pre":
                self.literal += 1

    def close(self, tag: str) -> None:
        """Closes what was opened; what never was is ignored."""
        if self.silence:
            self.end_silence(tag)
            return
        match tag:
            case "a" if self.links:
                self.close_link(*self.links.pop())
            case "ul" | "ol" if self.lists:
                self.lists.pop()
            case "pre" if self.literal:
                self.literal -= 1
            case "td" | "th":
                self.gap = True
        self.owe(tag)

    def add(self, data: str) -> None:
        """Text: as it is in a `pre`, else with its spaces run together."""
        if self.silence:
            return
        text = data if self.literal else _SPACES.sub(" ", data)
        if not self.literal and (self.fresh or self.newlines or self.pieces[-1][-1:] == " "):
            text = text.lstrip(" ")
        self.write(text)

    def end_silence(self, tag: str) -> None:
        """Forgets the tag and whatever was left open inside it."""
        if tag in self.silence:
            while self.silence.pop() != tag:
                pass

    def owe(self, tag: str) -> None:
        """Notes the break that a tag makes before the next text."""
        if tag == "br":
            self.newlines += 1
        elif tag in BLOCKS and not self.fresh:
            airy = tag in AIRY and not self.lists
            self.newlines = max(self.newlines, 2 if airy else 1)

    def write(self, text: str) -> None:
        """Adds text, after the breaks that are owed."""
        if not text:
            return
        if self.pieces:
            between = " " if self.gap and not self.fresh else ""
            self.pieces.append("\n" * min(self.newlines, 2) or between)
        self.pieces.append(text)
        self.newlines, self.fresh, self.gap = 0, False, False

    def bullet(self) -> None:
        """Begins a list item: `- `, or its number."""
        count = self.lists[-1] if self.lists else None
        if count is not None:
            self.lists[-1] = count + 1
        self.write(
            "  " * min(len(self.lists) - 1, DEEPEST) + ("- " if count is None else f"{count + 1}. ")
        )
        self.fresh = True

    def close_link(self, address: str, start: int) -> None:
        """Puts the address behind the words of a link, unless they are the address."""
        words = "".join(self.pieces[start:]).strip()
        if address and not address.startswith("#") and words not in (address, address[7:]):
            self.write(f" ({address})" if words else address)

    def text(self) -> str:
        """All lines, without spaces at their ends."""
        lines = "".join(self.pieces).strip().split("\n")
        return "\n".join(line.rstrip(" \t") for line in lines) + "\n"


def from_html(html: str) -> str:
    """Plain text of HTML: paragraphs, lists, `words (address)` for links."""
    reader = Reader()
    for piece in pieces(html):
        reader.read(piece)
    return reader.text()
