"""Carries a plan out, stage by stage, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import singledispatch

from ...compiler import ir
from ..control.watch import rewatch
from ..deploy import finish, keep_journey, keep_paths, prepare
from ..deployed import journey_named
from ..loaded import versions
from ..objections import NotAllowed
from ..places import MOVED, places_of
from ..store import Store, StoreError
from .make import Plan, make
from .stages import Begin, Keep, Move, Prepare, Replace, Resting, Retire, Stage


class Stale(StoreError):
    """The plan is not what would be done now."""


@dataclass(slots=True)
class Site:
    """Where a plan is carried out: the store, the program and its number, the instant."""

    store: Store
    program: ir.Program
    now: int
    program_id: int = 0


def apply(store: Store, program: ir.Program, shown: str, move: Collection[str], now: int) -> Plan:
    """Carries out the plan with that id; refused when it is no longer the plan. `now` in ms UTC."""
    with store.limited(0), store.transaction():
        plan = make(store, program, move)
        if plan.id != shown:
            help = f"`jalon plan` shows the present one, `{plan.id}`; with the same `--move`?"
            raise Stale(f"the plan `{shown}` is not the plan any more", help)
        if plan.objections:
            raise NotAllowed(plan.objections)
        site = Site(store, program, now)
        for stage in plan.stages:
            carry_out(stage, site)
        finish(store, program, site.program_id, now)
    return plan


@singledispatch
def carry_out(stage: Stage, site: Site) -> None:
    """Does one stage."""
    raise TypeError(f"{type(stage).__name__} is no stage")


@carry_out.register
def _(stage: Prepare, site: Site) -> None:
    site.program_id = prepare(site.store, site.program, site.now)


@carry_out.register(Begin)
@carry_out.register(Keep)
@carry_out.register(Replace)
def _(stage: Begin | Keep | Replace, site: Site) -> None:
    journey = journey_named(site.program, stage.journey)
    keep_journey(site.store, site.program_id, site.program, journey, site.now)


@carry_out.register
def _(stage: Retire, site: Site) -> None:
    """The last stage of every deployment archives what the program does not have."""


@carry_out.register
def _(stage: Move, site: Site) -> None:
    journey = journey_named(site.program, stage.journey)
    ((number, version),) = site.store.read("plan.current", name=stage.journey)
    for landed in sorted({one.to for one in stage.people if not one.stays}):
        site.store.write("plan.door", version=version, key=landed)
    cuts = places_of(site.store).cuts(journey, number, version)
    keep_paths(site.store, journey, version, cuts)
    ((base,),) = site.store.read("deploy.base", version=version)
    for resting in stage.people:
        put_down(site, resting, journey, (int(version), int(base)))
    for found in versions(site.store):
        if found.version_id == version:
            rewatch(site.store, found)
    people = sum(one.people for one in stage.people)
    about = {"step": None, "contact": None, "segment": None, "people": people}
    site.store.write("control.note", journey=number, what="moved", now=site.now, **about)


def put_down(site: Site, of: Resting, journey: ir.Journey, to: tuple[int, int]) -> None:
    """The people of one step: those who stay keep their time, the others go on at once."""
    version, base = to
    ((before,),) = site.store.read("deploy.base", version=of.version)
    node = before + of.step
    if of.stays:
        target = next(step.number for step in journey.steps if step.key == of.to)
        for query in ("stay-waiting", "stay-watching", "stay-held", "stay"):
            site.store.write(f"plan.{query}", node=node, to=base + target, version=version)
        return
    edge = f"{MOVED}{of.to}"
    for query in ("land-waiting", "land-watching", "land-held", "land-released", "land"):
        values = {"node": node, "to": base, "version": version, "edge": edge}
        site.store.write(f"plan.{query}", **values, now=site.now)
