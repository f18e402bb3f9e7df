"""The same story told twice, by the reference and by the engine, and compared after every tick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from zlib import crc32

from hypothesis import given, seed, settings
from hypothesis.strategies import SearchStrategy

from .census import Census
from .engine import Engine
from .ours import Ours
from .snapshot import differences
from .story import Story, Ticked


def tell_all(stories: SearchStrategy[Story], name: str, share: float) -> Census:
    """Tells generated stories, the same for the same name; `share` of the usual number of them."""
    census = Census()

    @seed(crc32(name.encode()))
    @settings(max_examples=round(settings.get_profile("jalon").max_examples * share))
    @given(stories)
    def reference_and_engine_agree(story: Story) -> None:
        for found in compare(story, census):
            assert found == []

    reference_and_engine_agree()
    return census


def compare(story: Story, census: Census) -> Iterator[list[str]]:
    """The differences after the first words, and after every tick; all of them should be empty."""
    ours = Ours(story)
    with closing(Engine(story)) as engine:
        yield differences(ours.snapshot(), engine.snapshot())
        for now, action in story.actions:
            ours.apply(action, now)
            engine.apply(action, now)
            if isinstance(action, Ticked):
                members = segments(ours, engine, now, census)
                yield [*differences(ours.snapshot(), engine.snapshot()), *members]
    census.take(ours.world, ours.program.journeys)


def segments(ours: Ours, engine: Engine, now: int, census: Census) -> list[str]:
    """The segments whose members differ."""
    found = []
    for segment in ours.program.segments:
        here, there = ours.members(segment.name, now), engine.members(segment.name, now)
        census.look(len(here), len(ours.world.contacts))
        if here != there:
            found.append(f"segment {segment.name}: the reference has {here}, the engine {there}")
    return found
