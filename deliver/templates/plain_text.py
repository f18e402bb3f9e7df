"""The text alternative: HTML as somebody reads it who sees no HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]


def _tags(text: str) -> frozenset[str]:
    return frozenset(text.split())


SILENT = _tags("head style script title template")
AIRY = _tags("h1 h2 h3 h4 h5 h6 p ul ol blockquote table pre hr")
BLOCKS = AIRY | _tags(
    "address article aside body center div dl dd dt fieldset figcaption figure footer form header"
    " li main nav section tbody tfoot thead tr"
)
VOID = _tags("area base br col embed hr img input link meta source track wbr")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


class Reader(HTMLParser):
    """Collects text; a block begins on a new line, an airy one after an empty line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.newlines = 0  # owed before the next text
        self.fresh = True  # nothing on this line yet but perhaps a bullet
        self.silence: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.lists: list[int | None] = []
        self.literal = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Opens a block, a link, a list item, or a silence."""
        given = {name: value or "" for name, value in attrs}
        if self.silence or tag in SILENT or _HIDDEN.search(given.get("style", "")):
            self.silence += [] if tag in VOID else [tag]
            return
        self.owe(tag)
        match tag:
            case "a":
                self.links.append((given.get("href", "").strip(), len(self.pieces)))
            case "img":
                self.write(given.get("alt", ""))
            case "hr":
                self.write("----")
            case "li":
                self.bullet()
            case "ul" | "ol":
                self.lists.append(0 if tag == "ol" else None)
            case "pre":
                self.literal += 1

    def handle_endtag(self, tag: str) -> None:
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
            case "td" | "th" if not self.fresh:
                self.write(" ")
        self.owe(tag)

    def handle_data(self, data: str) -> None:
        """Text: as it is in a `pre`, else with its spaces run together."""
        if self.silence or not data:
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
        if text:
            self.pieces += ["\n" * min(self.newlines, 2), text] if self.pieces else [text]
            self.newlines, self.fresh = 0, False

    def bullet(self) -> None:
        """Begins a list item: `- `, or its number."""
        count = self.lists[-1] if self.lists else None
        if count is not None:
            self.lists[-1] = count + 1
        self.write("  " * (len(self.lists) - 1) + ("- " if count is None else f"{count + 1}. "))
        self.fresh = True

    def close_link(self, address: str, start: int) -> None:
        """Puts the address behind the words of a link, unless they are the address."""
        words = "".join(self.pieces[start:]).strip()
        if address and not address.startswith("#") and words not in (address, address[7:]):
            self.write(f" ({address})" if words else address)

    def text(self) -> str:
        """All lines, without spaces at their ends."""
        return re.sub(r"[ \t]+(?=\n|\Z)", "", "".join(self.pieces)).strip() + "\n"


def from_html(html: str) -> str:
    """Plain text of HTML: paragraphs, lists, `words (address)` for links."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.text()
