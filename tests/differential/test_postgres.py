"""The same stories on PostgreSQL: fewer of them, for the statements are the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..both import BACKENDS, Backend
from ..postgres.databases import Databases
from .audiences import SUBJECTS, audiences
from .stories import stories
from .taste import TASTES
from .telling import tell_all

SHARE = 0.02  # two of each


@pytest.fixture
def _on_the_server(databases: Databases) -> Iterator[None]:
    """Stories are told there."""
    BACKENDS.append(Backend(databases))
    yield
    BACKENDS.pop().close()


@pytest.mark.usefixtures("_on_the_server")
@pytest.mark.parametrize("taste", TASTES)
def test_a_story_leaves_the_same_behind(taste: str) -> None:
    """INV-24."""
    tell_all(stories(TASTES[taste]), f"{taste} on a server", SHARE)


@pytest.mark.usefixtures("_on_the_server")
@pytest.mark.parametrize("subject", SUBJECTS)
def test_segments_have_the_same_members(subject: str) -> None:
    """INV-24."""
    tell_all(audiences(subject), f"{subject} on a server", SHARE)
