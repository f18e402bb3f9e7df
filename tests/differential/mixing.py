"""Mixtures: what stands more often is drawn more often, which `one_of` would not do."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Drawn = TypeVar("Drawn")


def mix(*kinds: SearchStrategy[Drawn]) -> SearchStrategy[Drawn]:
    """One of these, each as likely as often as it stands here."""
    return st.integers(0, len(kinds) - 1).flatmap(kinds.__getitem__)


def rarely(found: SearchStrategy[Drawn]) -> SearchStrategy[Drawn | None]:
    """Mostly nothing."""
    nothing: SearchStrategy[Drawn | None] = st.none()
    return mix(nothing, nothing, nothing, found)
