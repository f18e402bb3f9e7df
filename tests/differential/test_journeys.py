"""Journeys: generated programs on generated histories, after every tick the same in both."""

from __future__ import annotations

import pytest

from .stories import stories
from .taste import TASTES
from .telling import tell_all

SHARE = 0.35  # 35 stories

# In which share of the stories something must at least occur: about a third of what does.
WANTED: dict[str, dict[str, float]] = {
    "anything": {"entered": 0.4, "refused: paused": 0.02, "refused: filter": 0.02},
    "waits": {"edge: elapsed": 0.2, "edge: timeout": 0.1, "edge: met": 0.02, "edge: event": 0.02},
    "answers": {"edge: event": 0.2, "edge: timeout": 0.2, "goal": 0.1},
    "forks": {"edge: yes": 0.1, "edge: else": 0.1, "edge: arm": 0.1, "message: queued": 0.1},
    "exits": {"ended: exit_condition": 0.2, "ended: purchased": 0.1, "refused: re_entry": 0.1},
    "returns": {"refused: filter": 0.1, "refused: already_in": 0.05, "refused: re_entry": 0.1},
    "carts": {"entered": 0.2, "refused: no_checkout_url": 0.05, "message: queued": 0.05},
    "buyers": {"entered": 0.2, "refused: not_subscribed": 0.1},
    "mail": {"message: queued": 0.1, "message: consent": 0.1, "message: no_address": 0.05},
    "recalled": {"message: exit": 0.02, "message: queued": 0.05, "edge: exit": 0.2},
    "chains": {"ended: archived": 0.1, "left: set_field": 0.1, "left: unsubscribe": 0.1},
    "dates": {"entered": 0.2, "left: wait_date": 0.1},
    "silence": {"entered": 0.1, "left: wait_date": 0.05},
}


@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize("taste", TASTES)
def test_a_story_leaves_the_same_behind(taste: str, part: int) -> None:
    census = tell_all(stories(TASTES[taste]), f"{taste} {part}", SHARE)
    assert census.missing(WANTED.get(taste, {"entered": 0.2})) == []
