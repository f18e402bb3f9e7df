"""Where periods begin and end: the instants at which a mistake of a millisecond shows."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel

from jalon.compiler.ir import Edge, Program

from ..reference.periods import edge_instant
from ..reference.view import View
from ..reference.world import Contact, World
from .mixing import mix
from .vocabulary import DAY, HOUR

STEPS_ASIDE = (0, 0, 1, -1, HOUR, -HOUR, DAY, -DAY)


def edges_in(tree: object) -> Iterator[Edge]:
    """Every edge of every period in a program."""
    if isinstance(tree, Edge):
        yield tree
    elif isinstance(tree, BaseModel):
        for _, child in tree:
            yield from edges_in(child)
    elif isinstance(tree, tuple):
        for child in tree:
            yield from edges_in(child)


def borders(program: Program, zone: str, looks: tuple[int, ...]) -> list[int]:
    """The instants of the edges, as somebody in the zone sees them at each look."""
    somebody = Contact(0, "nobody", zone)
    world = World(zone, [somebody])
    found = {
        edge_instant(edge, View(world, program, somebody, now))
        for edge in set(edges_in(program))
        for now in looks
    }
    return sorted(instant for instant in found if instant is not None)


def at_borders(found: list[int], otherwise: SearchStrategy[int]) -> SearchStrategy[int]:
    """Instants on a border, or a step aside of it; sometimes anywhere."""
    if not found:
        return otherwise
    aside = st.tuples(st.sampled_from(found), st.sampled_from(STEPS_ASIDE)).map(sum)
    return mix(aside, aside, otherwise)
