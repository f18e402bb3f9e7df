"""What occurred in the generated cases, so that a test can tell when nothing did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jalon.compiler.ir import Journey

from ..reference.world import Run, World


class Census:
    """Counts stories, the things that occurred in them, and the segments that say something."""

    def __init__(self) -> None:
        self.stories = 0
        self.occurred: Counter[str] = Counter()
        self.segments = 0
        self.telling_segments = 0

    def take(self, world: World, journeys: tuple[Journey, ...]) -> None:
        """A story has been told."""
        self.stories += 1
        self.occurred.update(set(occurrences(world, journeys)))

    def look(self, members: int, people: int) -> None:
        """A segment was looked at; it says something when some are in it and some are not."""
        self.segments += 1
        self.telling_segments += 0 < members < people

    def share(self, what: str) -> float:
        """In which share of the stories it occurred."""
        return self.occurred[what] / self.stories

    def missing(self, wanted: dict[str, float]) -> list[str]:
        """What occurred too rarely."""
        return [
            f"{what}: in {self.share(what):.0%} of the stories, not {least:.0%}"
            for what, least in wanted.items()
            if self.share(what) < least
        ]


def occurrences(world: World, journeys: tuple[Journey, ...]) -> Iterator[str]:
    """Everything that occurred, in words."""
    kinds = {journey.name: [step.kind for step in journey.steps] for journey in journeys}
    yield from (f"refused: {refusal.reason}" for refusal in world.refusals)
    for run in world.runs:
        yield "entered"
        yield from run_occurrences(run, kinds[run.journey])


def run_occurrences(run: Run, kinds: Sequence[str]) -> Iterator[str]:
    """What occurred to one run."""
    yield f"ended: {run.reason}"
    yield from (f"left: {kinds[line.source]}" for line in run.log)
    yield from (f"edge: {line.edge.partition(':')[0]}" for line in run.log)
    yield from (f"message: {message.reason or 'queued'}" for message in run.outbox)
    if run.goal_at is not None:
        yield "goal"
