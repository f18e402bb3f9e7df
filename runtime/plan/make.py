"""A program and a store to a plan: which stages lead from the one to the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ...compiler import ir
from ...compiler.diff import difference, landing
from ..deploy import closure
from ..deployed import Deployed, deployed, version_journey
from ..objections import Objection, objections
from ..store import Store
from .stages import Begin, Keep, Move, Prepare, Replace, Resting, Retire, Stage

LETTERS = 12
PARTS = ("fields", "groups", "stores")


@dataclass(frozen=True, slots=True)
class Plan:
    """The stages in order, and what speaks against them.

    `id` is the same as long as program, deployed versions, statuses and moves are.
    """

    id: str
    stages: tuple[Stage, ...]
    objections: tuple[Objection, ...]


def make(store: Store, program: ir.Program, move: Collection[str] = ()) -> Plan:
    """The plan for deploying a program; the people of the journeys in `move` are moved."""
    known = deployed(store)
    stages = [*stages_of(store, program, known, move)]
    replaced = [one for one in stages if isinstance(one, Replace)]
    moves = [Move(one.journey, one.people) for one in replaced if one.moved and one.people]
    state = [(name, old.version, old.status) for name, old in sorted(known.items())]
    about = json.dumps([program.digest(), state, [one.journey for one in moves]])
    name = hashlib.sha256(about.encode()).hexdigest()[:LETTERS]
    return Plan(name, (*stages, *moves), tuple(objections(store, program)))


def stages_of(
    store: Store, program: ir.Program, known: dict[str, Deployed], move: Collection[str]
) -> Iterator[Stage]:
    """What happens to the audience, then to each journey."""
    yield prepare(store, program)
    for journey in program.journeys:
        if journey.name not in known:
            yield Begin(journey.name, journey.status)
        else:
            yield changed(store, program, journey, known[journey.name], journey.name in move)
    staying = {journey.name for journey in program.journeys}
    for name, old in known.items():
        if name not in staying and old.status != "archived":
            ((people,),) = store.read("control.people", journey=old.id)
            yield Retire(name, int(people))


def prepare(store: Store, program: ir.Program) -> Prepare:
    """What the audience gets, against the program that was deployed last."""
    new = not store.read("deploy.program-id", digest=program.digest())
    before = [ir.Program.model_validate_json(text) for (text,) in store.read("intake.program")]
    old = before[0] if before else ir.Program()
    parts = [one for one in PARTS if getattr(old, one) != getattr(program, one)]
    known = {one.name: one for one in old.messages}
    messages = [one.name for one in program.messages if before and known.get(one.name) != one]
    return Prepare(new, tuple(parts), tuple(messages))


def changed(
    store: Store, program: ir.Program, journey: ir.Journey, old: Deployed, move: bool
) -> Keep | Replace:
    """A journey that is here already."""
    after = "paused" if old.held and journey.status == "active" else journey.status
    same = closure(program, journey) == old.digest
    people = () if same and not move else tuple(resting(store, old, journey, program))
    if same and not people:
        return Keep(journey.name, old.status, after)
    what = difference(old.journey, journey)
    return Replace(journey.name, (old.status, after), what, people, move)


def resting(store: Store, old: Deployed, new: ir.Journey, program: ir.Program) -> Iterator[Resting]:
    """The people in versions that the new one replaces, step by step."""
    journeys: dict[int, ir.Journey] = {}
    digest = closure(program, new)
    for version, number, key, people in store.read("plan.resting", journey=old.id, digest=digest):
        if version not in journeys:
            journeys[version] = version_journey(store, version, new.name)
        found = landing(journeys[version], new, number)
        yield Resting(version, number, key, people, found.key, found.stays)
