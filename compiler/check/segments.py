"""Checks of segments among each other: none uses itself, nor too many others in a row."""

from __future__ import annotations

from collections.abc import Iterator

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ...dsl.source import Source
from ..resolve.project import Project
from ..resolve.tree import descendants
from ..rules.names import SEGMENT_CYCLE, SEGMENTS_TOO_DEEP
from .place import Found

Uses = dict[str, list[nodes.InSegment]]
LONGEST_CHAIN = 24


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


def chains(project: Project) -> Iterator[tuple[Source, Found]]:
    """Every segment that is the first to use others too many times in a row."""
    segments = list(project.symbols.all(nodes.Segment))
    uses = {one.node.name.text: list(descendants(one.node, nodes.InSegment)) for one in segments}
    before = deep = set(uses)
    for _ in range(LONGEST_CHAIN + 1):
        before, deep = deep, {name for name in deep if any(_into(deep, uses[name]))}
    for one in segments:
        name = one.node.name.text
        into = list(_into(before, uses[name]))
        if name in deep and not any(_into(deep, uses[name])):
            words = f"`{name}` uses segments through more than {LONGEST_CHAIN} others"
            finding = Finding(into[0].span, words, "write out the conditions that are meant")
            yield one.source, (SEGMENTS_TOO_DEEP, finding)


def _into(names: set[str], uses: list[nodes.InSegment]) -> Iterator[nodes.InSegment]:
    """The uses of segments with these names."""
    return (use for use in uses if use.segment.text in names)


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
