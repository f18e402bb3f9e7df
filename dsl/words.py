"""Words: how tokens and what the grammar expects are shown to people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .. import grammar
from .engine import END, WORD, Engine, Stuck
from .source import Source
from .tokens import Token, scan

NOT = "NOT"
MOST_LISTED = 6
LONGEST = 40


@dataclass
class Words:
    """The words shown to people, read when the first mistake needs them."""

    engine: Engine

    @cached_property
    def data(self) -> dict[str, Any]:
        """The contents of `words.toml`."""
        import tomllib  # only a file with a mistake waits for it

        return tomllib.loads(grammar.read("words.toml"))

    @cached_property
    def keywords(self) -> dict[str, str]:
        """Terminals of keywords and signs, and how they are written."""
        return {terminal: text for text, terminal in self.engine.table.keywords.items()}

    def first(self, start: str) -> set[str]:
        """The terminals that can begin what a start rule reads."""
        table = self.engine.table
        return {name for name in table.rows[table.starts[start]] if not name.islower()}

    @cached_property
    def mistakes(self) -> dict[tuple[int, str, str], dict[str, str]]:
        """The frequent mistakes, by the state and terminal at which their examples get stuck,
        and the place where they belong."""
        return {(*stuck, mistake["place"]): mistake for stuck, mistake in self._stuck_examples()}

    def known(self, stuck: tuple[int, str], start: str) -> dict[str, str] | None:
        """The frequent mistake that a line made; those of conditions are made in any line."""
        return self.mistakes.get((*stuck, start)) or self.mistakes.get((*stuck, "condition"))

    def _stuck_examples(self) -> Iterator[tuple[tuple[int, str], dict[str, str]]]:
        for mistake in self.data["mistakes"]:
            tokens = list(scan(Source("", mistake["line"])))
            try:
                self.engine.parse(tokens, mistake["place"])
            except Stuck as stuck:
                yield self.place(tokens, stuck), mistake

    def place(self, tokens: Sequence[Token], stuck: Stuck) -> tuple[int, str]:
        """The state and terminal at which a line got stuck."""
        if stuck.at == len(tokens):
            return stuck.states[-1], END
        row = self.engine.table.rows[stuck.states[-1]]
        return stuck.states[-1], self.engine.terminal(tokens[stuck.at], row)

    def expected(self, accepted: set[str], before: str) -> str:
        """What can come next, as a list of a few phrases."""
        left = accepted - {END}
        phrases: list[str] = []
        for start, phrase in self.data["kinds"].items():
            beginnings = self.first(start)
            if beginnings - {WORD} <= accepted and beginnings & left:
                left -= beginnings | {NOT}
                phrases.append(phrase)
        phrases += self._literals(left, before)
        phrases += sorted(f"`{self.keywords[name]}`" for name in left if name in self.keywords)
        return listed(phrases)

    def _literals(self, left: set[str], before: str) -> list[str]:
        literals = [name for name in self.data["literals"] if name in left]
        named = self.data["names"].get(before)
        if named and literals:
            return [named]
        if "WORD" in literals and "STRING" in literals:
            literals.remove("STRING")
        return [self.data["literals"][name] for name in literals]


def brief(text: str) -> str:
    """The beginning of a long text, on one line."""
    line = text.split("\n", 1)[0]
    return text if line == text and len(text) <= LONGEST else line[:LONGEST] + "…"


def shown(tokens: Sequence[Token]) -> str:
    """Tokens as they were written, but for the width of their spaces."""
    text = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        text += " " * bool(before and token.start > before.end) + brief(token.text)
    return text


def listed(phrases: Sequence[str]) -> str:
    """`a, b or c`; the tail of a long list is left out."""
    kept = list(phrases[:MOST_LISTED])
    if len(kept) < 2:
        return "".join(kept)
    last = ", or " if any("," in phrase for phrase in kept) else " or "
    return ", ".join(kept[:-1]) + last + kept[-1]
