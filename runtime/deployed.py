"""What is deployed now: the journeys of a store, as they were compiled."""

from __future__ import annotations

from dataclasses import dataclass

from ..compiler import ir
from .store import Store


@dataclass(frozen=True, slots=True)
class Deployed:
    """A journey of the store, its status, whether it is paused by hand, and its current version."""

    id: int
    status: str
    held: bool
    version: int
    digest: str
    journey: ir.Journey


def deployed(store: Store) -> dict[str, Deployed]:
    """Every journey that was ever deployed, by name."""
    programs: dict[int, ir.Program] = {}
    found: dict[str, Deployed] = {}
    for number, name, status, held, version, digest, program in store.read("plan.deployed"):
        if program not in programs:
            ((text,),) = store.read("deploy.program-text", program=program)
            programs[program] = ir.Program.model_validate_json(text)
        journey = journey_named(programs[program], name)
        found[name] = Deployed(number, status, bool(held), version, digest, journey)
    return found


def version_journey(store: Store, version: int, name: str) -> ir.Journey:
    """The journey as it was in one version."""
    ((text,),) = store.read("plan.version-program", version=version)
    return journey_named(ir.Program.model_validate_json(text), name)


def journey_named(program: ir.Program, name: str) -> ir.Journey:
    """The journey of that name."""
    return next(one for one in program.journeys if one.name == name)
