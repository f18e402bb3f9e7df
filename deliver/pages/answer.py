"""What comes to a page, what it answers, and who may open it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import parse_qsl

Page = Literal["ask", "done", "expired", "unknown", "method"]
STATUSES: Final[dict[Page, int]] = {
    "ask": 200,
    "done": 200,
    "expired": 410,
    "unknown": 404,
    "method": 405,
}
LOOKING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""What browsers, scanners and previews do by themselves: nothing ever changes by it. T16"""


@dataclass(frozen=True, slots=True)
class Request:
    """The method, the token at the end of the address, the body of a form, and from where."""

    method: str
    token: str
    body: str = ""
    ip: str | None = field(default=None, repr=False)

    def says(self, name: str, value: str) -> bool:
        """Whether it is a POST of a form that says so."""
        return self.method == "POST" and (name, value) in parse_qsl(self.body)


@dataclass(frozen=True, slots=True)
class Answer:
    """The page to be shown."""

    page: Page

    @property
    def status(self) -> int:
        """The status of HTTP."""
        return STATUSES[self.page]


@dataclass(frozen=True, slots=True)
class Door:
    """The secrets that tokens may be made with: the present one first, then earlier ones.

    Links are good for as long as one of them is kept: sixty days after a change, at least.
    """

    secrets: tuple[str, ...] = field(repr=False)
