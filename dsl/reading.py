"""Reading: one line at a time through the engine, mistakes gathered on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from . import table
from .build import actions
from .complaints import complain
from .diagnostics import Diagnostic, Finding, Rule, diagnose
from .engine import Engine, Stuck
from .rules import Mistake
from .source import Source
from .tokens import Token
from .words import Words


@cache
def engine() -> Engine:
    """The engine with the grammar's table, loaded once."""
    return Engine(table.load(), actions())


@cache
def words() -> Words:
    """The words for complaints."""
    return Words(engine())


@dataclass(slots=True)
class Reader:
    """Reads the lines of one source; whatever goes wrong becomes a diagnostic, never a failure."""

    source: Source
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def read(self, tokens: Sequence[Token], start: str) -> Any:
        """The node that tokens stand for by a start rule, or none after a mistake."""
        try:
            return engine().parse(tokens, start)
        except Stuck as stuck:
            self.report(*complain(words(), tokens, stuck, start))
        except Mistake as mistake:
            self.report(mistake.rule, mistake.finding)
        return None

    def report(self, rule: Rule, finding: Finding) -> None:
        """Note a mistake."""
        self.diagnostics.append(diagnose(rule, self.source, finding))

    def starts(self, start: str) -> frozenset[str]:
        """The keywords, in lower case, that lines of a kind begin with."""
        return _starts(start)


@cache
def _starts(start: str) -> frozenset[str]:
    keywords = words().keywords
    return frozenset(keywords[name] for name in words().first(start) if name in keywords)
