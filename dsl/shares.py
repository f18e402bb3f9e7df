"""Shares: `split: 50/50`, with arms below it that say only their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from . import nodes
from .blocks import first_word
from .diagnostics import Finding
from .layout import Line
from .reading import Reader
from .rules import STRAY_ARM
from .tokens import Token
from .words import shown

Share = Sequence[Token]
NAME_KINDS = ("WORD", "STRING")


def shares(line: Line) -> list[Share]:
    """The shares of a `split: 50/50`, or `split 50/50:`; none in any other line."""
    if first_word(line.parts[0]) != "split" or len(line.parts) > 1:
        return []
    cells = groupby(line.parts[0][_end(line) :], lambda token: token.text == "/")
    found = [[token for token in cell if token.text != ":"] for slash, cell in cells if not slash]
    return [*found] if len(found) > 1 and all(_is_share(cell) for cell in found) else []


def spread(reader: Reader, line: Line, found: Sequence[Share]) -> Line:
    """The line as it is written in full: a plain `split:`, and each share before its arm."""
    tokens, end = line.parts[0], _end(line)
    colon = [token for token in tokens if token.text == ":"][:1]
    head = [*(token for token in tokens[:end] if token.text != ":"), *colon]
    wrong = _wrong(line, found)
    if wrong:
        reader.report(STRAY_ARM, wrong)
        return replace(line, broken=True, children=[])
    arms = [_arm(child, share) for child, share in zip(line.children, found, strict=False)]
    return replace(line, parts=[head], children=arms)


def in_place(arms: Iterable[nodes.Arm], found: Sequence[Share]) -> Iterator[nodes.Arm]:
    """Arms whose shares know where they really stand."""
    for arm, share in zip(arms, found, strict=False):
        yield replace(arm, share=replace(arm.share, span=share[0].span.to(share[-1].span)))


def _end(line: Line) -> int:
    """Where the words of a split end and its shares begin."""
    kinds = [token.kind for token in line.parts[0]]
    return kinds.index("NUMERAL") if "NUMERAL" in kinds else len(kinds)


def _is_share(cell: Share) -> bool:
    return (
        bool(cell)
        and cell[0].kind == "NUMERAL"
        and [token.text for token in cell[1:]] in ([], ["%"])
    )


def _wrong(line: Line, found: Sequence[Share]) -> Finding | None:
    written = shown(line.parts[0])
    for child in line.children:
        tokens = child.parts[0]
        if tokens[0].kind not in NAME_KINDS or [one.text for one in tokens[1:2]] != [":"]:
            message = f"below `{written}` stand arms, each with a name and a colon"
            return Finding(child.span, message, "say `first:`, with its steps below it")
    below = len(line.children)
    if below not in (0, len(found)):
        arms = f"{below} arm{'' if below == 1 else 's'}"
        message = f"`{written}` has {len(found)} shares, and {arms} below it"
        return Finding(line.span, message, "write one share for each arm, in their order")
    return None


def _arm(child: Line, share: Share) -> Line:
    """`first:` with its share, which takes no room, so that all else keeps its place."""
    start = child.start
    put = [Token("NUMERAL", share[0].text, start, start), Token("SIGN", "%", start, start)]
    return replace(child, parts=[[*put, *child.parts[0]], *child.parts[1:]])
