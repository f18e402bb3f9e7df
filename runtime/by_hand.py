"""What was done by hand, and what is held because of it: read from the store."""

from __future__ import annotations

from dataclasses import dataclass

from .store import Store


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log; `at` in milliseconds UTC, `people` are those it concerned."""

    at: int
    what: str
    journey: str
    step: str | None
    contact: str | None
    segment: str | None
    people: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A journey (`step` is None) or a step that holds people: how many would go on, and why not."""

    journey: str
    step: str | None
    reason: str
    people: int


def deeds(store: Store, limit: int) -> list[Deed]:
    """The latest deeds, earliest first."""
    return [Deed(*row) for row in reversed(store.read("control.log", limit=limit))]


def deeds_about(store: Store, contact: int) -> list[Deed]:
    """What was done about one contact, earliest first."""
    return [Deed(*row) for row in store.read("control.log-about", contact=contact)]


def holds(store: Store) -> list[Hold]:
    """Journeys and steps that are paused, and where people were put aside."""
    return [Hold(*row) for row in store.read("control.holds")]
