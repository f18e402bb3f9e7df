"""The pages for people, and the blocks in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind the fence, the text, and where."""

    info: str
    text: str
    page: str
    line: int

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def form(self) -> str:
        """What it is written in: `journey`, `console`."""
        return self.info.partition(" ")[0]

    @property
    def rest(self) -> str:
        """What else the fence says, such as the name of a file."""
        return self.info.partition(" ")[2]


def blocks(page: Path, form: str) -> list[Block]:
    """The blocks of a page in one form."""
    text = page.read_text("utf-8")
    name = page.relative_to(ROOT).as_posix()
    found = (
        Block(match["info"], match["text"], name, text.count("\n", 0, match.start()) + 1)
        for match in _FENCE.finditer(text)
    )
    return [block for block in found if block.form == form]


def code(page: Path) -> list[str]:
    """What stands between back-ticks in the running text."""
    return _CODE.findall(_FENCE.sub("", page.read_text("utf-8")))
