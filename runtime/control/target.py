"""The journey that is to be controlled, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass

from ...compiler import ir
from ..loaded import Version, versions
from ..store import Store, StoreError


class Refused(StoreError):
    """What cannot be done to a journey now: a sentence, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Target:
    """A deployed journey; `declared` is the status that the project gives it."""

    id: int
    name: str
    status: str
    declared: str

    def current(self, store: Store) -> Version:
        """The version that lets people in."""
        return next(one for one in self.versions(store) if one.current)

    def versions(self, store: Store) -> list[Version]:
        """The versions that people can be in."""
        return [one for one in versions(store) if one.journey_id == self.id]

    def note(self, store: Store, what: str, now: int, **about: object) -> None:
        """Writes down what was done, and when."""
        row: dict[str, object] = {"step": None, "contact": None, "segment": None, "people": 0}
        store.write("control.note", journey=self.id, what=what, now=now, **{**row, **about})


def targets(store: Store) -> dict[str, Target]:
    """Every journey of a store, by name."""
    found = (Target(*row) for row in store.read("control.journeys"))
    return {target.name: target for target in found}


def segments_of(store: Store, target: Target) -> list[str]:
    """The segments of the program that is deployed with the journey."""
    return [segment.name for segment in program_of(store, target).segments]


def program_of(store: Store, target: Target) -> ir.Program:
    """The program in which the journey's current version stands."""
    ((text,),) = store.read("control.program", journey=target.id)
    return ir.Program.model_validate_json(text)


def moment_of(store: Store, now: int) -> int:
    """The instant of a deed: time never runs backwards."""
    ((watermark, _),) = store.read("tick.standing")
    return max(now, int(watermark))
