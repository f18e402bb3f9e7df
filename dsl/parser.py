"""The parser: a source to its declarations, line by line, with every mistake reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from . import nodes
from .blocks import (
    Block,
    below,
    check_shape,
    colon_at,
    first_word,
    open_block,
)
from .bodies import A_STEP, SETTING_NAMES, Body, journey_body, opens_block, top_arms
from .contents import A_CONDITION, conditions, refuse_repeated, settings, statements
from .diagnostics import Diagnostic, Finding, diagnose, in_order
from .engine import Stuck
from .layout import Line, lay_out
from .nearest import nearest
from .reading import Reader, engine, words
from .rules import TOO_LARGE, UNEVEN_INDENT, Mistake
from .scenarios import scenario
from .source import Source, Span
from .tokens import Token, scan
from .words import shown

LARGEST = 8 * 1024 * 1024
NAME_KINDS = frozenset({"WORD", "STRING"})
VALUES = frozenset({"field", "group", "survey"})
"""Declarations that are one line."""
LIGHT = frozenset({"email", "sms", "store"})
"""Declarations that may have nothing below them."""

Contents = dict[str, Any]


def parse(source: Source) -> tuple[nodes.File, list[Diagnostic]]:
    """The declarations and comments of a file, and its mistakes of form in reading order.

    Never raises for what a file holds. What could not be read is left out; a declaration whose
    first line tells at least its kind and name is kept.
    """
    span = Span(0, len(source.text))
    if len(source.text.encode("utf-8", "surrogatepass")) > LARGEST:
        finding = Finding(Span(0, 0), "this file is larger than 8 MiB", "split it into several")
        return nodes.File(source, (), span=span), [diagnose(TOO_LARGE, source, finding)]
    layout = lay_out(source)
    reader = Reader(source, layout.diagnostics)
    declarations = tuple(_declarations(reader, layout.lines))
    file = nodes.File(source, declarations, layout.comments, span=span)
    return file, in_order(reader.diagnostics)


def parse_condition(text: str) -> tuple[nodes.Condition | None, list[Diagnostic]]:
    """One condition on its own, such as a console or an interface asks for."""
    source = Source("<condition>", text)
    reader = Reader(source)
    tokens = [token for token in scan(source) if token.kind != "NEWLINE"]
    return reader.read(tokens, "condition"), reader.diagnostics


def _declarations(
    reader: Reader, lines: Sequence[Line]
) -> Iterator[nodes.Audience | nodes.Declaration | nodes.Scenario]:
    lines = list(lines)
    if lines and _is_bare(reader, lines[0].parts[0]):
        declared = reader.starts("declaration")
        bare = [first_word(line.parts[0]) not in declared for line in lines]
        count = bare.index(False) if False in bare else len(lines)
        yield _bare_journey(reader, lines[:count])
        lines = lines[count:]
    for line in _adopted(reader, lines):
        yield from _declaration(reader, line)


def _adopted(reader: Reader, lines: Sequence[Line]) -> list[Line]:
    """Lines, where those that follow `journey j:` in its own column are put below it."""
    found: list[Line] = []
    for line in lines:
        head = found[-1] if found else None
        inside = head and first_word(line.parts[0]) not in reader.starts("declaration")
        if not inside or not head or not _is_hollow(head):
            found.append(line)
            continue
        if not head.children:
            message = "this line stands in the column of the block that it belongs to"
            help_ = f"indent it, and those that follow, below `{shown(head.parts[0])}`"
            reader.report(UNEVEN_INDENT, Finding(line.span, message, help_))
        head.children.append(line)
    return found


def _is_hollow(line: Line) -> bool:
    """Whether a declaration has nothing beside or below it, but what was put there."""
    ends = line.parts[-1][-1].text == ":" and first_word(line.parts[0]) in CONTENTS
    return ends and all(child.indent == line.indent for child in line.children)


def _is_bare(reader: Reader, tokens: Sequence[Token]) -> bool:
    """Whether a file starts directly with the lines of a journey, perhaps misspelt."""
    word = first_word(tokens)
    journey, declared = reader.starts("journey_line"), reader.starts("declaration")
    if word in journey or word in declared or opens_block(tokens):
        return word not in declared
    if word in words().data["synonyms"]["journey_line"]:
        return word not in words().data["synonyms"]["declaration"]
    return nearest(word, [*sorted(declared), *sorted(journey)]) in journey


def _bare_journey(reader: Reader, lines: Sequence[Line]) -> nodes.Journey:
    name = nodes.Name(PurePath(reader.source.path).stem, span=Span(0, 0))
    contents = _journey(reader, Block(lines[0].parts[0], list(lines)))
    return nodes.Journey(name=name, bare=True, span=lines[0].span, **contents)


def _declaration(
    reader: Reader, line: Line
) -> Iterator[nodes.Audience | nodes.Declaration | nodes.Scenario]:
    word = first_word(line.parts[0])
    if word in VALUES:
        yield from statements(reader, line, "declaration")
    elif word in CONTENTS:
        yield from _block(reader, line, word)
    else:
        _unknown(reader, line, word)


def _block(
    reader: Reader, line: Line, word: str
) -> Iterator[nodes.Audience | nodes.Declaration | nodes.Scenario]:
    valued = _valued(line, word)
    block = valued or open_block(reader, line)
    node = None if line.broken else reader.read(block.head, "declaration")
    bare = word in LIGHT and not line.children and colon_at(line.parts[0]) is None
    if node and not valued and not bare:
        check_shape(reader, line, block, EXAMPLES.get(word, "its settings"))
    contents = CONTENTS[word](reader, block)
    node = node or _rescued(block.head)
    if node:
        yield replace(node, **contents)


def _valued(line: Line, word: str) -> Block | None:
    """A declaration with a value after its colon, and perhaps settings below."""
    tokens = line.parts[0]
    at = colon_at(tokens)
    rest = tokens[at + 1 :] if at else []
    text = word == "sms" and bool(rest) and colon_at(rest) is None
    if not text and word != "discount":
        return None
    return Block(tokens, [*below(line, line.parts[1:]), *line.children], len(line.parts) > 1)


def _rescued(head: Sequence[Token]) -> Any:
    """A declaration of which only the kind and the name can be read, so that it exists."""
    if len(head) < 2 or head[1].kind not in NAME_KINDS:
        return None
    try:
        return engine().parse(head[:2], "declaration")
    except (Stuck, Mistake):
        return None


def _unknown(reader: Reader, line: Line, word: str) -> None:
    """A line that declares nothing; what is below is still looked at, as what it seems to be."""
    if not line.broken:
        reader.read(line.parts[0], "declaration")
    if not line.children:
        return
    inside = {first_word(child.parts[0]) for child in line.children}
    kind = nearest(word, sorted(CONTENTS))
    if not kind and inside & reader.starts("journey_line"):
        kind = "journey"
    if kind:
        CONTENTS[kind](reader, Block(line.parts[0], line.children))


def _journey(reader: Reader, block: Block) -> Contents:
    body: Body = journey_body(reader, block.lines, block.inline)
    top_arms(reader, body)
    refuse_repeated(reader, body.settings, lambda setting: SETTING_NAMES[type(setting)])
    return {"settings": tuple(body.settings), "steps": tuple(body.steps)}


def _segment(reader: Reader, block: Block) -> Contents:
    return {"conditions": conditions(reader, block.lines, block.inline)}


def _score(reader: Reader, block: Block) -> Contents:
    found = [rule for line in block.lines for rule in statements(reader, line, "score_rule")]
    return {"rules": tuple(found)}


def _settings(start: str) -> Callable[[Reader, Block], Contents]:
    def contents(reader: Reader, block: Block) -> Contents:
        return {"settings": settings(reader, block, start)}

    return contents


CONTENTS: dict[str, Callable[[Reader, Block], Contents]] = {
    "audience": _settings("audience_setting"),
    "store": _settings("store_setting"),
    "segment": _segment,
    "email": _settings("email_setting"),
    "sms": _settings("sms_setting"),
    "score": _score,
    "discount": _settings("discount_setting"),
    "offer": _settings("offer_setting"),
    "webhook": _settings("webhook_setting"),
    "journey": _journey,
    "test": scenario,
}
"""What is inside each kind of block."""

EXAMPLES = {
    "journey": A_STEP,
    "segment": A_CONDITION,
    "score": "`+1 when buys any product`",
    "test": "a line such as `expect ana received nothing`",
}
