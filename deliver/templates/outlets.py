"""Where the values of one rendering go: into the text itself, or beside it, each behind a mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import TemplateError
from .values import LONGEST, one_line, shown, without_controls

MOST_REPETITIONS = 100_000

# A mark is a word to Markdown, to HTML and inside an address, so that each of them leaves it alone.
MARK = re.compile("qzv([0-9]+)vzq")
_READY = tuple(f"qzv{number}vzq" for number in range(64))


def mark(number: int) -> str:
    """The word that stands for the value of that number."""
    return _READY[number] if number < len(_READY) else f"qzv{number}vzq"


@dataclass(slots=True)
class Budget:
    """Counts the repetitions of one rendering."""

    repetitions: int = MOST_REPETITIONS

    def spend(self, repetitions: int) -> None:
        """Raises `TemplateError` when nothing is left."""
        self.repetitions -= repetitions
        if self.repetitions < 0:
            raise TemplateError("this template repeats too often")


@dataclass(slots=True)
class Inline(Budget):
    """Values stand in the text itself: subjects, plain text, text messages."""

    clean: Callable[[str], str] = without_controls

    def show(self, value: object) -> str:
        """The text of the value."""
        return self.clean(shown(value))


def one_liner() -> Inline:
    """An outlet for what must be one line."""
    return Inline(clean=one_line)


@dataclass(slots=True)
class Beside(Budget):
    """Values are kept aside and a mark stands for each: HTML and what becomes HTML."""

    values: list[str] = field(default_factory=list)
    size: int = 0

    def show(self, value: object) -> str:
        """The mark of the value."""
        text = shown(value)
        self.size += len(text)
        if self.size > LONGEST:
            raise TemplateError("this message grows too long")
        self.values.append(text)
        return mark(len(self.values) - 1)
