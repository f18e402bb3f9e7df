"""Retention: an engine that forgets goes on as the reference does, which forgets nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import assume, given, seed, settings
from hypothesis.strategies import SearchStrategy

from jalon.runtime.retention import Retention, retain
from jalon.runtime.store import StoreError

from ..conformance.stores import asked
from .audiences import audiences
from .census import Census
from .engine import Engine
from .ours import Ours
from .snapshot import differences
from .stories import stories
from .story import Story, Ticked
from .taste import TASTES
from .telling import segments

NOTHING = Retention(runs=0, events=0, proofs=0)
"""Nothing is kept but what is needed: far less than a project may ask for."""
PAST = frozenset({"refusals", "finished", "log", "outbox", "goals", "quarantine", "events"})
"""What may be missing from the engine; all else is the same, tick by tick."""
STORIES = {
    "returns": stories(TASTES["returns"]),
    "silence": stories(TASTES["silence"]),
    "activities": audiences("activities"),
}


def disagreements(story: Story, gone: Counter[str]) -> Iterator[str]:
    """What differs after a tick, besides what went."""
    ours = Ours(story)
    with closing(Engine(story)) as engine:
        for now, action in story.actions:
            ours.apply(action, now)
            engine.apply(action, now)
            if isinstance(action, Ticked):
                found = differences(ours.snapshot(), engine.snapshot())
                yield from (line for line in found if not missing(line))
                yield from segments(ours, engine, now, Census())
                gone.update(forget(engine, now))


def missing(line: str) -> bool:
    """Whether the line says that something past is not there any more, or was ended by `forget`."""
    part, _, what = line.partition(": ")
    return part in PAST and (part == "outbox" or what.startswith("the reference has "))


def forget(engine: Engine, now: int) -> Counter[str]:
    """All that may go; the messages of finished runs have come to an end."""
    asked(engine.store).execute(
        "UPDATE outbox SET state = 'expired', reason = 'too_old', settled_at = queued_at"
        " WHERE state = 'queued' AND enrollment_id IN (SELECT id FROM enrollment_archive)"
    )
    return retain(engine.store, NOTHING, now)


@pytest.mark.parametrize("name", STORIES)
def test_what_is_needed_stays(name: str) -> None:
    gone: Counter[str] = Counter()
    told: SearchStrategy[Story] = STORIES[name]

    @seed(len(name))
    @settings(backend="fresh", max_examples=6)
    @given(told)
    def agree(story: Story) -> None:
        try:
            assert list(disagreements(story, gone)) == []
        except StoreError as error:  # more than this SQLite reads: not what is asked here
            assume("too much for SQLite" not in error.message)
            raise

    agree()
    assert gone["events"] > 0
    assert gone["runs"] > 0 or name == "activities"
