"""Reading a table of settings: wrong types, wrong words and unknown keys become problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

SPANS = {"second": 1000, "minute": 60_000, "hour": 3_600_000, "day": 86_400_000}
RATE = re.compile(rf"([1-9]\d{{0,8}}) ?/ ?({'|'.join(SPANS)})")
SPAN = re.compile(rf"([1-9]\d{{0,5}}) ({'|'.join(SPANS)})s?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of the settings, in a sentence, and what to do about it."""

    place: str
    message: str
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Secret:
    """A reference to a secret, `env:NAME`: the secret itself is read when it is needed."""

    name: str

    def __str__(self) -> str:
        return f"env:{self.name}"


@dataclass(slots=True)
class Table:
    """A table being read; `problems` grows."""

    place: str
    given: Mapping[str, object]
    problems: list[Problem] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def text(self, name: str) -> str | None:
        """A text, or nothing."""
        text: str | None = self._of(name, str, "a text in quotes")
        return text

    def flag(self, name: str) -> bool:
        """`true` or `false`; false when absent."""
        return bool(self._of(name, bool, "`true` or `false`"))

    def texts(self, name: str) -> list[str]:
        """A list of texts; empty when absent."""
        found: list[object] = self._of(name, list, "a list of texts in quotes") or []
        texts = [one for one in found if isinstance(one, str)]
        if len(texts) < len(found):
            self.refuse(name, "this must be a list of texts in quotes")
        return texts

    def rate(self, name: str) -> tuple[int, int] | None:
        """`100/minute` as (how many, milliseconds), or nothing."""
        text: str | None = self.text(name)
        found = RATE.fullmatch(text or "")
        if found is not None:
            return int(found[1]), SPANS[found[2]]
        if text is not None:
            self.refuse(name, f"`{text}` is no rate", "write it like `100/minute` or `5/second`")
        return None

    def span(self, name: str) -> int | None:
        """`24 hours` in milliseconds, or nothing."""
        text: str | None = self.text(name)
        found = SPAN.fullmatch(text or "")
        if found is not None:
            return int(found[1]) * SPANS[found[2]]
        if text is not None:
            self.refuse(name, f"`{text}` is no time", "write it like `24 hours` or `30 minutes`")
        return None

    def port(self, name: str) -> int | None:
        """A port, or nothing."""
        port: int | None = self._of(name, int, "a whole number")
        if port is not None and not 0 < port < 65_536:
            self.refuse(name, f"{port} is not a port", "ports go from 1 to 65535")
            return None
        return port

    def choice(self, name: str, choices: tuple[str, ...]) -> str | None:
        """One of a few words, or nothing."""
        word: str | None = self.text(name)
        if word is None or word in choices:
            return word
        self.refuse(name, f"there is no `{word}` here", nearest(word, choices) or one_of(choices))
        return None

    def secret(self, name: str) -> Secret | None:
        """A reference to a secret; one that is written out is refused, and not repeated."""
        text = self.text(name)
        if text is None or (text.startswith("env:") and len(text) > 4):
            return Secret(text[4:]) if text else None
        self.refuse(
            name,
            "a secret is never written in a project",
            f'write `{name} = "env:NAME"` and put it into the environment variable NAME',
        )
        return None

    def inner(self, name: str) -> Table:
        """A table inside this one; its problems join these."""
        found: dict[str, object] | None = self._of(name, dict, "a table")
        return Table(f"{self.place}.{name}", found or {}, self.problems)

    def refuse(self, name: str, message: str, help: str | None = None) -> None:
        """Notes what is wrong with one value."""
        self.problems.append(Problem(f"{self.place}.{name}", message, help))

    def finish(self) -> None:
        """Notes the keys that nobody asked for."""
        for name in sorted(self.given.keys() - self.asked):
            self.refuse(name, "this setting is unknown", nearest(name, tuple(sorted(self.asked))))

    def _of(self, name: str, kind: type, words: str) -> Any:
        self.asked.add(name)
        value = self.given.get(name)
        if value is None or type(value) is kind:
            return value
        self.refuse(name, f"this must be {words}")
        return None


def nearest(word: str, words: tuple[str, ...]) -> str | None:
    """The suggestion for a mistyped word, if one is near."""
    near = get_close_matches(word, words, n=1)
    return f"did you mean `{near[0]}`?" if near else None


def one_of(words: tuple[str, ...]) -> str:
    """The choices."""
    return "one of: " + ", ".join(f"`{word}`" for word in words)
