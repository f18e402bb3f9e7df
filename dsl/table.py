"""Grammar to table: what Lark's LALR(1) construction yields, as plain data.

The table lies beside the grammar as `journey.table.json`, so that reading a journey never waits
for Lark. `python -m jalon.dsl.table` writes it again after a change to the grammar; a stale one
is noticed and made anew in memory.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from .. import grammar

if TYPE_CHECKING:
    from lark import Lark
    from lark.grammar import Rule as LarkRule

GRAMMAR = "journey.lark"
TABLE = "journey.table.json"
FORMAT = 1
STARTS = (
    "declaration",
    "audience_setting",
    "store_setting",
    "email_setting",
    "sms_setting",
    "score_rule",
    "discount_setting",
    "offer_setting",
    "webhook_setting",
    "test_line",
    "journey_line",
    "condition_line",
    # for what is said about a mistake, and for tools
    "journey_setting",
    "step",
    "block_head",
    "limited",
    "event",
    "condition",
    "atom",
    "test",
    "amount_test",
    "moment",
    "window",
    "items",
    "value",
    "op",
)
ABSENT = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """One alternative of the grammar, ready to be reduced.

    `action` names what is built; without one, the parts are passed on as they are: a single one
    when `single`, else as a list that the rule above takes in. `parts` are the positions of the
    symbols that carry a value, `ABSENT` where an optional one was left out; keywords carry none.
    """

    origin: str
    length: int
    action: str | None
    single: bool
    parts: tuple[int, ...]
    spread: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A LALR(1) table: in a row, a state to go to (≥ 0) or the complement of a rule's number."""

    digest: int
    keywords: dict[str, str]
    shapes: dict[str, str]
    rules: list[Rule]
    starts: dict[str, int]
    ends: dict[str, int]
    rows: list[dict[str, int]]


def digest(text: str) -> int:
    """What tells whether a table belongs to a grammar."""
    return crc32(f"{FORMAT} {STARTS} {text}".encode())


def load() -> Table:
    """The table of the grammar, from its file when that is fresh."""
    text = grammar.read(GRAMMAR)
    try:
        table = from_json(grammar.read(TABLE))
    except (OSError, ValueError, TypeError, KeyError):
        return generate(text)
    return table if table.digest == digest(text) else generate(text)


def from_json(text: str) -> Table:
    """The inverse of `to_json`."""
    data = json.loads(text)
    rules = [
        Rule(origin, length, action, single, tuple(parts), spread)
        for origin, length, action, single, parts, spread in data.pop("rules")
    ]
    return Table(rules=rules, **data)


def to_json(table: Table) -> str:
    """A table as JSON, one row to a line, so that changes can be looked at."""
    data = asdict(table)
    data["rules"] = [list(rule.values()) for rule in data["rules"]]
    sections = (f"{json.dumps(key)}: {_laid_out(value)}" for key, value in data.items())
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _laid_out(value: Any) -> str:
    if not isinstance(value, list):
        return json.dumps(value)
    return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in value) + "\n]"


def generate(text: str) -> Table:
    """Build the table with Lark; a conflict in the grammar is an error."""
    lark = _lark(text)
    found: Any = lark.parse_interactive(start=STARTS[0]).parser_state.parse_conf.parse_table
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    order = _order(found)
    return Table(
        digest(text),
        _keywords(lark),
        _shapes(lark),
        [_rule(rule) for rule in lark.rules],
        {start: order[found.start_states[start]] for start in STARTS},
        {start: order[found.end_states[start]] for start in STARTS},
        [_row(found.states[state], numbers, order) for state in order],
    )


def _lark(text: str) -> Lark:
    from lark import Lark
    from lark.lexer import Lexer

    class Unused(Lexer):
        """Lark only builds the table: tokens come from dsl/tokens.py."""

        def __init__(self, conf: object) -> None:
            del conf

        def lex(self, lexer_state: Any, parser_state: Any) -> Any: ...

    return Lark(text, parser="lalr", lexer=Unused, strict=True, start=list(STARTS))


def _keywords(lark: Lark) -> dict[str, str]:
    return {
        terminal.pattern.value.lower(): terminal.name
        for terminal in lark.terminals
        if terminal.pattern.type == "str"
    }


def _shapes(lark: Lark) -> dict[str, str]:
    return {
        terminal.name: terminal.pattern.to_regexp()
        for terminal in lark.terminals
        if terminal.pattern.type == "re"
    }


def _rule(rule: LarkRule) -> Rule:
    name = rule.origin.name
    parts = _parts(rule)
    inlined = name.startswith("_")
    single = bool(rule.options.expand1) and not rule.alias and len(parts) == 1
    action = None if inlined or single else rule.alias or name
    spread = any(not symbol.is_term and symbol.name.startswith("_") for symbol in rule.expansion)
    return Rule(name, len(rule.expansion), action, single, parts, spread)


def _parts(rule: LarkRule) -> tuple[int, ...]:
    """Positions that carry a value; Lark marks the places of absent optional parts."""
    absent: Any = rule.options.empty_indices or [False] * len(rule.expansion)
    parts: list[int] = []
    position = 0
    for missing in absent:
        if missing:
            parts.append(ABSENT)
            continue
        symbol: Any = rule.expansion[position]
        if not (symbol.is_term and symbol.filter_out):
            parts.append(position)
        position += 1
    return tuple(parts)


def _order(found: Any) -> dict[int, int]:
    """Numbers for the states in the order a walk from the starts meets them.

    Lark's own numbers change from run to run; these do not.
    """
    order: dict[int, int] = {}
    waiting = [found.start_states[start] for start in reversed(STARTS)]
    while waiting:
        state = waiting.pop()
        if state not in order:
            order[state] = len(order)
            row = sorted(found.states[state].items(), key=itemgetter(0), reverse=True)
            waiting += [target for _, (action, target) in row if action.name == "Shift"]
    return order


def _row(row: dict[str, Any], numbers: dict[Any, int], order: dict[int, int]) -> dict[str, int]:
    return {
        name: order[target] if action.name == "Shift" else ~numbers[target]
        for name, (action, target) in sorted(row.items(), key=itemgetter(0))
    }


if __name__ == "__main__":
    path = Path(grammar.__file__).with_name(TABLE)
    path.write_text(to_json(generate(grammar.read(GRAMMAR))), encoding="utf-8")
