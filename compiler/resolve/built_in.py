"""Built-in segments: written in the language itself, there until a project declares its own."""

from __future__ import annotations

from functools import cache
from typing import Final

from ...dsl import nodes
from ...dsl.parser import parse
from ...dsl.source import Source

FILE: Final = "segments.journey"
BUILT_IN_SEGMENTS: Final = (
    "active_subscribers",
    "first_time_customers",
    "high_value_customers",
    "inactive_subscribers",
    "lapsed_customers",
    "new_subscribers",
    "potential_customers",
    "recent_customers",
    "repeat_customers",
)
CUSTOMERS: Final = "_customers"  # those that need a store, SEG-37


@cache
def built_in_segments() -> dict[str, nodes.Segment]:
    """Name -> declaration; parsed when the first of them is asked for."""
    from importlib import resources  # slow to load, and seldom needed

    text = resources.files(__name__.rpartition(".")[0]).joinpath(FILE).read_text("utf-8")
    file, _ = parse(Source(FILE, text))
    return {one.name.text: one for one in file.declarations if isinstance(one, nodes.Segment)}
