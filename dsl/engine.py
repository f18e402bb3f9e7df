"""The engine: runs the grammar's table over the tokens of one line.

A plain LALR(1) loop. It keeps the place of every part beside it, so that each node gets its exact
span, and it takes a word for a keyword only where the table has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .source import Span
from .table import ABSENT, Rule, Table
from .tokens import Token

END = "$END"
WORD = "WORD"
SIGN = "SIGN"

Action = Callable[..., Any]


class Stuck(Exception):
    """The line cannot go on: at which token (the number of tokens: at its end), in which states."""

    def __init__(self, at: int, states: list[int]) -> None:
        super().__init__(at)
        self.at = at
        self.states = states


@dataclass(slots=True)
class Engine:
    """A table with the functions that build what its rules stand for."""

    table: Table
    actions: Mapping[str, Action]
    _makers: list[Action | None] = field(init=False)
    _meanings: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        actions = self.actions
        self._makers = [actions[rule.action] if rule.action else None for rule in self.table.rules]

    def parse(self, tokens: Sequence[Token], start: str) -> Any:
        """What the line stands for by a start rule of the grammar; raises `Stuck`."""
        table = self.table
        rows = table.rows
        states, values, spans = [table.starts[start]], list[Any](), list[tuple[int, int]]()
        for at, token in enumerate(tokens):
            terminal = self.terminal(token, rows[states[-1]])
            while True:
                move = rows[states[-1]].get(terminal)
                if move is None:
                    raise Stuck(at, states)
                if move >= 0:
                    break
                self._reduce(~move, states, values, spans)
            states.append(move)
            values.append(token)
            spans.append((token.start, token.end))
        end = table.ends[start]
        while states[-1] != end:
            move = rows[states[-1]].get(END)
            if move is None:
                raise Stuck(len(tokens), states)
            self._reduce(~move, states, values, spans)
        return values[-1]

    def _reduce(
        self, number: int, states: list[int], values: list[Any], spans: list[tuple[int, int]]
    ) -> None:
        rule = self.table.rules[number]
        first = len(values) - rule.length
        parts = [None if part == ABSENT else values[first + part] for part in rule.parts]
        if rule.spread:
            parts = _spread(parts)
        span = (spans[first][0], spans[-1][1])
        make = self._makers[number]
        if make is not None:
            value = make(*parts, span=Span(*span))
        else:
            value = parts[0] if rule.single else parts
        del states[-rule.length :], values[first:], spans[first:]
        states.append(self.table.rows[states[-1]][rule.origin])
        values.append(value)
        spans.append(span)

    def terminal(self, token: Token, row: Mapping[str, int]) -> str:
        """What a token is where a row of the table stands: the first of its meanings there."""
        if token.kind != WORD and token.kind != SIGN:
            return token.kind
        meanings = self._meanings.get(token.text) or self._learn(token)
        for meaning in meanings:
            if meaning in row:
                return meaning
        return meanings[0]

    def _learn(self, token: Token) -> tuple[str, ...]:
        """All a word can mean, most particular first; kept, since files repeat their words."""
        keyword = self.table.keywords.get(token.text.lower())
        meanings = [keyword] if keyword else []
        if token.kind == WORD:
            shapes = self.table.shapes.items()
            meanings += [name for name, shape in shapes if re.fullmatch(shape, token.text)]
            meanings.append(WORD)
        return self._meanings.setdefault(token.text, tuple(meanings) or (SIGN,))

    def accepted(self, states: Sequence[int]) -> set[str]:
        """The terminals that can really come next, `END` among them when the line may stop."""
        row = self.table.rows[states[-1]]
        return {name for name in row if not name.islower() and self._accepts(list(states), name)}

    def _accepts(self, states: list[int], terminal: str) -> bool:
        while (move := self.table.rows[states[-1]].get(terminal)) is not None and move < 0:
            rule: Rule = self.table.rules[~move]
            del states[-rule.length :]
            states.append(self.table.rows[states[-1]][rule.origin])
            if terminal == END and states[-1] in self.table.ends.values():
                return True
        return move is not None


def _spread(parts: list[Any]) -> list[Any]:
    """Parts with the lists among them taken in; a long first one grows instead of being copied."""
    spread: list[Any] = parts[0] if parts and isinstance(parts[0], list) else []
    for part in parts[1:] if spread else parts:
        if isinstance(part, list):
            spread.extend(part)
        else:
            spread.append(part)
    return spread
