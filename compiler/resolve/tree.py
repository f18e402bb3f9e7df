"""Walking the syntax tree, whatever its nodes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TypeVar

from ...dsl.nodes import Node

N = TypeVar("N", bound=Node)


_PARTS: dict[type[Node], tuple[str, ...]] = {}


def _parts(kind: type[Node]) -> tuple[str, ...]:
    """The names of the fields of a node, but its span; found once per type."""
    if kind not in _PARTS:
        names = tuple(part.name for part in dataclasses.fields(kind) if part.name != "span")
        _PARTS[kind] = names
    return _PARTS[kind]


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node, in the order of its fields."""
    for part in _parts(type(node)):
        value = getattr(node, part)
        if isinstance(value, Node):
            yield value
        elif type(value) is tuple:
            yield from (one for one in value if isinstance(one, Node))


def descendants(node: Node, kind: type[N]) -> Iterator[N]:
    """Every node of a kind at or below a node, outermost first."""
    if isinstance(node, kind):
        yield node
    for child in children(node):
        yield from descendants(child, kind)
