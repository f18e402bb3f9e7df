"""Journeys: generated programs on generated histories, after every tick the same in both."""

from __future__ import annotations

import pytest

from .stories import stories
from .taste import TASTES
from .telling import tell_all

SHARE = 0.5  # 50 stories


@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize("taste", TASTES)
def test_a_story_leaves_the_same_behind(taste: str, part: int) -> None:
    census = tell_all(stories(TASTES[taste]), f"{taste} {part}", SHARE)
    assert census.missing(TASTES[taste].wanted) == []
