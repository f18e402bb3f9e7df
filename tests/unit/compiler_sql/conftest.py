"""One audience for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .audience import Audience


@pytest.fixture
def audience() -> Iterator[Audience]:
    """An audience without contacts; zones, months and two stores are there."""
    made = Audience()
    yield made
    made.db.close()
