"""Segment members: the SQL of generated conditions against the plain reading of them."""

from __future__ import annotations

import pytest

from .audiences import SEGMENTS_EACH, SUBJECTS, audiences
from .telling import tell_all

SHARE = 0.6  # 60 audiences of 6 people with 6 segments, looked at three times


@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_X_04_segments_have_the_members_that_the_reference_finds(subject: str, part: int) -> None:
    census = tell_all(audiences(subject), f"{subject} {part}", SHARE)
    assert census.segments >= census.stories * SEGMENTS_EACH
    assert census.telling_segments / census.segments > 0.3
