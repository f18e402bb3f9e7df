"""Shapes: what is left of a message when its values are taken out, made once and filled often.

A template is filled with marks in the place of values. What comes out depends only on the ways
taken through its `if` and `for`, so that there are few of them: each is turned into HTML and
plain text once, whoever it is for, and the values are put in afterwards, escaped for their place.
A value can therefore never be read as Markdown, HTML or a header.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from . import markdown, plain_text
from .errors import TemplateError
from .escaping import Escape, escapes
from .frame import framed
from .outlets import MARK
from .values import LONGEST, one_line

MOST_SHAPES = 256
BODIES: dict[str, Callable[[str], str]] = {
    "markdown": markdown.from_markdown,
    "mjml": markdown.from_mjml,
    "html": markdown.from_html,
}


@dataclass(frozen=True, slots=True)
class Gaps:
    """A text with gaps: its literal pieces, and between them which value goes in, written how."""

    literals: list[str]
    numbers: list[int]
    escapes: list[Escape]

    @classmethod
    def of(cls, text: str, escapes: list[Escape] | None = None) -> Gaps:
        """Finds the marks of a text; without escapes each value goes in as one line."""
        pieces = MARK.split(text)
        numbers = [int(number) for number in pieces[1::2]]
        return cls(pieces[::2], numbers, escapes or [one_line] * len(numbers))

    def filled(self, values: list[str]) -> str:
        """The text with its values."""
        pieces = [self.literals[0]]
        for number, escape, literal in zip(
            self.numbers, self.escapes, self.literals[1:], strict=True
        ):
            pieces += (escape(values[number]), literal)
        text = "".join(pieces)
        if len(text) > 2 * LONGEST:
            raise TemplateError("this message grows too long")
        return text


@dataclass(frozen=True, slots=True)
class Shape:
    """One way through a body: its HTML page and its text alternative."""

    html: Gaps
    text: Gaps


@dataclass(slots=True)
class Shapes:
    """The shapes of one body, the latest used ones."""

    make: Callable[[str], str]
    known: OrderedDict[tuple[str, int], Shape] = field(default_factory=OrderedDict)

    def of(self, marked: str, values: int) -> Shape:
        """The shape of a filled template with so many values in it."""
        key = (marked, values)
        if (shape := self.known.get(key)) is not None:
            self.known.move_to_end(key)
            return shape
        self.known[key] = shape = made(self.make, marked, values)
        if len(self.known) > MOST_SHAPES:
            self.known.popitem(last=False)
        return shape


def made(make: Callable[[str], str], marked: str, values: int) -> Shape:
    """Makes the page; the values after the body's own are the subject and the preheader."""
    body = make(marked)
    page = framed(body, subject=values, preheader=values + 1)
    return Shape(Gaps.of(page, escapes(page)), Gaps.of(plain_text.from_html(body)))
