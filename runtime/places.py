"""Where people rest besides the waits: steps that were paused, and the doors for who is moved."""

from __future__ import annotations

from dataclasses import dataclass

from ..compiler.ir.journey import Journey
from ..compiler.sql.journey.blocks import Cuts
from .store import Store

MOVED = "moved:"
"""The edge by which somebody comes in at a step: `moved:KEY`."""


@dataclass(frozen=True, slots=True)
class Places:
    """The keys of such steps: by journey, with whether they are paused now; and by version."""

    steps: dict[int, dict[str, bool]]
    doors: dict[int, list[str]]

    def cuts(self, journey: Journey, journey_id: int, version_id: int) -> Cuts:
        """The same as numbers of steps, of one version."""
        numbers = {step.key: step.number for step in journey.steps}
        rests = self.steps.get(journey_id, {}).keys() & numbers.keys()
        doors = self.doors.get(version_id, ())
        return Cuts(
            frozenset(numbers[key] for key in rests),
            tuple((f"{MOVED}{key}", numbers[key]) for key in doors),
        )

    def held(self, journey: Journey, journey_id: int) -> frozenset[int]:
        """The steps of a version that are paused now."""
        keys = {key for key, held in self.steps.get(journey_id, {}).items() if held}
        return frozenset(step.number for step in journey.steps if step.key in keys)


def places_of(store: Store) -> Places:
    """The places of a store."""
    steps: dict[int, dict[str, bool]] = {}
    for journey, key, held in store.read("deploy.held-steps"):
        steps.setdefault(journey, {})[key] = bool(held)
    doors: dict[int, list[str]] = {}
    for version, key in store.read("deploy.side-doors"):
        doors.setdefault(version, []).append(key)
    return Places(steps, doors)
