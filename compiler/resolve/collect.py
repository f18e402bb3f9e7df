"""Files to symbols: who declares what, and which names are taken twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Diagnostic, Finding, diagnose
from ...dsl.source import Source, Span
from ..rules.names import NAME_TAKEN, NAMES_DIFFER_BY_CASE, SECOND_AUDIENCE
from .symbols import WORDS, Declared, Kind, Symbols

Tables = dict[Kind, dict[str, Declared[nodes.Declaration]]]
Audience = tuple[nodes.Audience, Source]

# How a declaration begins; of one with a syntax error, at least the name is believed.
_HEAD: Final = rf'^({"|".join(sorted(WORDS.values()))})[ \t]+(?:"([^"\n]+)"|([^\W\d][\w-]*))'


def declarations(files: Iterable[nodes.File]) -> Iterator[Declared[nodes.Declaration]]:
    """Every named declaration, in the order of files and lines."""
    for file in files:
        for node in file.declarations:
            if isinstance(node, nodes.Declaration):
                yield Declared(node, file.source)


def audiences(files: Iterable[nodes.File]) -> list[Audience]:
    """Every `audience:`; there should be one."""
    return [
        (node, file.source)
        for file in files
        for node in file.declarations
        if isinstance(node, nodes.Audience)
    ]


def collect(
    files: tuple[nodes.File, ...], broken: Iterable[Source], partial: bool
) -> tuple[Symbols, list[Diagnostic]]:
    """The names of all files; `broken` are the sources with syntax errors."""
    tables: Tables = {}
    diagnostics = _second_audiences(files)
    for one in declarations(files):
        table = tables.setdefault(type(one.node), {})
        name = one.node.name.text
        if name in table:
            diagnostics.append(_taken(one, table[name]))
        else:
            diagnostics += _differ_by_case(one, table)
            table[name] = one
    return Symbols(tables, _unread(broken), partial), diagnostics


def _second_audiences(files: tuple[nodes.File, ...]) -> list[Diagnostic]:
    found = audiences(files)
    words = f"there is an `audience:` already, in {_place(*found[0])}" if found else ""
    help = "move its settings there: a project has one"
    return [
        diagnose(SECOND_AUDIENCE, source, Finding(head_of(node, source), words, help))
        for node, source in found[1:]
    ]


def head_of(node: nodes.Node, source: Source) -> Span:
    """The first line of a node."""
    end = source.text.find("\n", node.span.start, node.span.end)
    return node.span if end < 0 else Span(node.span.start, end)


def _taken(one: Declared[nodes.Declaration], first: Declared[nodes.Declaration]) -> Diagnostic:
    name, word = one.node.name, WORDS[type(one.node)]
    words = f"the {word} `{name}` is declared already, in {_place(first.node.name, first.source)}"
    help = "rename one of the two, or drop it"
    return diagnose(NAME_TAKEN, one.source, Finding(name.span, words, help))


def _differ_by_case(
    one: Declared[nodes.Declaration], table: dict[str, Declared[nodes.Declaration]]
) -> Iterator[Diagnostic]:
    name = one.node.name.text
    for other, first in table.items():
        if other.casefold() == name.casefold():
            place = _place(first.node.name, first.source)
            words = f"`{name}` and `{other}`, in {place}, differ only in upper and lower case"
            finding = Finding(one.node.name.span, words, "give one of them another name")
            yield diagnose(NAMES_DIFFER_BY_CASE, one.source, finding)
            return


def _place(node: nodes.Node, source: Source) -> str:
    return f"{source.path}:{source.position(node.span.start).line}"


def _unread(broken: Iterable[Source]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for source in broken:
        for word, quoted, bare in re.findall(_HEAD, source.text, re.MULTILINE | re.IGNORECASE):
            found.setdefault(word.lower(), set()).add(quoted or bare)
    return {word: frozenset(names) for word, names in found.items()}
