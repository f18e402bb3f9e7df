"""Checks of segments among each other: none uses itself."""

from __future__ import annotations

from collections.abc import Iterator

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ...dsl.source import Source
from ..resolve.project import Project
from ..resolve.tree import descendants
from ..rules.names import SEGMENT_CYCLE
from .place import Found

Uses = dict[str, list[nodes.InSegment]]


def cycles(project: Project) -> Iterator[tuple[Source, Found]]:
    """Every use of a segment that leads back to where it stands, once per circle."""
    segments = list(project.symbols.all(nodes.Segment))
    uses = {one.node.name.text: list(descendants(one.node, nodes.InSegment)) for one in segments}
    told: set[frozenset[str]] = set()
    for one in segments:
        for use in uses[one.node.name.text]:
            circle = _way(use.segment.text, one.node.name.text, uses)
            if circle and frozenset(circle) not in told:
                told.add(frozenset(circle))
                yield one.source, (SEGMENT_CYCLE, _finding(use, circle))


def _way(start: str, goal: str, uses: Uses) -> list[str]:
    """The shortest way from a segment to another by its uses; empty when there is none."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for use in uses.get(way[-1], []):
            if use.segment.text not in seen:
                seen.add(use.segment.text)
                ways.append([*way, use.segment.text])
    return []


def _finding(use: nodes.InSegment, circle: list[str]) -> Finding:
    round_ = " → ".join(f"`{name}`" for name in [circle[-1], *circle])
    words = f"the segment `{circle[-1]}` uses itself: {round_}"
    return Finding(use.span, words, "write out the conditions that are meant")
