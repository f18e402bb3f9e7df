"""The same story told twice, by the reference and by the engine, and compared after every tick."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from zlib import crc32

from hypothesis import Phase, given, seed, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS
from hypothesis.strategies import SearchStrategy

from jalon.runtime.prove import violations

from .census import Census
from .engine import Engine
from .ours import Ours
from .snapshot import differences
from .story import Story, Ticked

PROVEN = 10  # at the end of every tenth story, the store keeps every invariant

# The usual generator spends five examples in six on small changes of the sixth; this is the same
# generator without them, so that every story is another one.
AVAILABLE_PROVIDERS["fresh"] = "hypothesis.internal.conjecture.providers.HypothesisProvider"


class Disagreement(AssertionError):
    """The reference and the engine do not agree; one line for every difference."""


def tell_all(
    stories: SearchStrategy[Story],
    name: str,
    share: float,
    phases: Collection[Phase] | None = None,
) -> Census:
    """Tells generated stories, the same for the same name; `share` of the usual number of them."""
    census = Census()
    usual = settings.get_profile("jalon")
    examples = round(usual.max_examples * share)

    @seed(crc32(name.encode()))
    @settings(backend="fresh", max_examples=examples, phases=phases or usual.phases)
    @given(stories)
    def reference_and_engine_agree(story: Story) -> None:
        for found in compare(story, census):
            if found:
                raise Disagreement("\n".join(found))

    reference_and_engine_agree()
    assert census.stories >= examples
    return census


def compare(story: Story, census: Census) -> Iterator[list[str]]:
    """The differences after the first words, and after every tick; all of them should be empty."""
    ours = Ours(story)
    with closing(Engine(story)) as engine:
        yield differences(ours.snapshot(), engine.snapshot())
        now = story.base
        for now, action in story.actions:
            ours.apply(action, now)
            engine.apply(action, now)
            if isinstance(action, Ticked):
                members = segments(ours, engine, now, census)
                yield [*differences(ours.snapshot(), engine.snapshot()), *members]
        if census.stories % PROVEN == 0:
            yield [f"{one.check}: {one.values}" for one in violations(engine.store, now)]
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
