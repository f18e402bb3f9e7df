"""Where a check stands: a node's file, journey and surroundings; and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Rule
from ...dsl.source import Source
from ..resolve.project import Project
from ..resolve.tree import children

N = TypeVar("N", bound=nodes.Node)
M = TypeVar("M", bound=nodes.Node)

Found = tuple[Rule, Finding]
Findings = Iterable[Found]


class Place(NamedTuple):
    """The surroundings of a node: `above` holds what it stands in, outermost first."""

    project: Project
    source: Source
    above: tuple[nodes.Node, ...] = ()

    @property
    def parent(self) -> nodes.Node | None:
        """The node that it is directly a part of."""
        return self.above[-1] if self.above else None

    def inside(self, kind: type[M]) -> M | None:
        """The nearest node of a kind around it."""
        return next((one for one in reversed(self.above) if isinstance(one, kind)), None)

    def damaged(self, node: nodes.Node) -> bool:
        """Whether a line in a node could not be read, so that something may be missing."""
        damage = self.project.damage.get(self.source.path, ())
        if not damage:
            return False
        end = block_end(node, self.source)
        return any(node.span.start <= offset <= end for offset in damage)

    def text(self, node: nodes.Node) -> str:
        """A node as it is written, on one line."""
        return " ".join(self.source.slice(node.span).split())


class On(NamedTuple, Generic[N]):
    """A check, and the nodes that it looks at."""

    kind: type[N]
    check: Callable[[N, Place], Findings]


Checks = tuple[On[Any], ...]


def block_end(node: nodes.Node, source: Source) -> int:
    """Where the lines below a head end: the next line that is not deeper."""
    if isinstance(node, nodes.Journey) and node.bare:
        return len(source.text)
    head = source.position(node.span.start).line
    depth = _indent(source.line(head))
    for number in range(head + 1, source.position(len(source.text)).line + 1):
        line = source.line(number)
        if line.strip() and _indent(line) <= depth:
            return source.offset(number, 1) - 1
    return len(source.text)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def walk(node: nodes.Node, place: Place) -> Iterator[tuple[nodes.Node, Place]]:
    """A node and everything below it, each with its place."""
    yield node, place
    inner = Place(place.project, place.source, (*place.above, node))
    for child in children(node):
        yield from walk(child, inner)
