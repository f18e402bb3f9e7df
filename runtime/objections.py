"""What may not be changed while a journey is active. SP-12, STEP-10"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..compiler import ir
from ..compiler.ir.events import as_written
from .deployed import Deployed, deployed
from .store import Store, StoreError


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a program cannot be deployed: the journey, the catalogue's rule, a sentence, a help."""

    journey: str
    rule: str
    message: str
    help: str


class NotAllowed(StoreError):
    """A deployment that is refused; nothing was changed."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        first = objections[0]
        more = f" (and {len(objections) - 1} more)" if len(objections) > 1 else ""
        super().__init__(f"{first.message}{more}", first.help)
        self.objections = tuple(objections)


def objections(store: Store, program: ir.Program) -> list[Objection]:
    """Everything that speaks against deploying a program now."""
    known = deployed(store)
    return [
        found
        for journey in program.journeys
        if journey.name in known
        for found in objections_to(known[journey.name], journey)
    ]


def objections_to(old: Deployed, new: ir.Journey) -> Iterator[Objection]:
    """An active journey that stays active keeps its starting points and its objective."""
    if old.status != "active" or new.status != "active":
        return
    written = [{as_written(one).to_json() for one in each.starts} for each in (old.journey, new)]
    if written[0] != written[1]:
        yield objection(new.name, "SP-12", "its starting points cannot be changed")
    if old.journey.objective != new.objective:
        yield objection(new.name, "STEP-10", "its objective cannot be changed")


def objection(journey: str, rule: str, what: str) -> Objection:
    """The words."""
    help = f"pause it first: `jalon journey pause {journey}`, and resume it afterwards"
    return Objection(journey, rule, f"`{journey}` is active: {what}", f"{help} · rule {rule}")
