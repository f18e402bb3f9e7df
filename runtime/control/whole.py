"""Pausing and resuming a journey, or one step of it. STEP-04…06"""

from __future__ import annotations

from ..deploy import keep_paths, settle_statuses
from ..places import places_of
from ..store import Store
from .target import Refused, Target, moment_of


def pause(store: Store, target: Target, now: int, step: str | None = None) -> int:
    """Holds everybody in place; returns how many are there. Raises `Refused`."""
    with store.limited(0), store.transaction():
        now = moment_of(store, now)
        if step is not None:
            return pause_step(store, target, step, now)
        if target.status == "paused":
            raise Refused(f"`{target.name}` is paused already")
        if target.status != "active":
            raise Refused(f"`{target.name}` is {target.status}: only an active journey is paused")
        store.write("control.hold", journey=target.id, held=1)
        settle_statuses(store, now)
        ((people,),) = store.read("control.people", journey=target.id)
        target.note(store, "paused", now, people=people)
    return int(people)


def resume(store: Store, target: Target, now: int, step: str | None = None) -> int:
    """Lets everybody go on, at the next tick; returns who was ready to. Raises `Refused`."""
    with store.limited(0), store.transaction():
        now = moment_of(store, now)
        if step is not None:
            return resume_step(store, target, step, now)
        if target.status != "paused":
            raise Refused(f"`{target.name}` is not paused: it is {target.status}")
        if target.declared == "paused":
            help = "write `status: active` there, then `jalon run` resumes it"
            raise Refused(f"the project says that `{target.name}` is paused", help)
        ((people,),) = store.read("control.held-people", journey=target.id)
        store.write("control.hold", journey=target.id, held=0)
        settle_statuses(store, now)
        target.note(store, "resumed", now, people=people)
    return int(people)


def pause_step(store: Store, target: Target, step: str, now: int) -> int:
    """Whoever comes to the step waits there, in every version that has it. STEP-06"""
    if places_of(store).steps.get(target.id, {}).get(step):
        raise Refused(f"the step `{step}` of `{target.name}` is paused already")
    keys = rounds(store, target, step)
    store.many("control.hold-step", ({"journey": target.id, "step": key} for key in keys))
    places = places_of(store)
    for version in target.versions(store):
        cuts = places.cuts(version.plan.journey, target.id, version.version_id)
        keep_paths(store, version.plan.journey, version.version_id, cuts)
    found = [store.read("control.people-at", journey=target.id, step=key) for key in keys]
    people = sum(int(count) for ((count,),) in found)
    target.note(store, "paused", now, step=step, people=people)
    return people


def resume_step(store: Store, target: Target, step: str, now: int) -> int:
    """Whoever waits at the step because it was paused goes on."""
    if not places_of(store).steps.get(target.id, {}).get(step):
        raise Refused(f"the step `{step}` of `{target.name}` is not paused")
    people = 0
    for key in rounds(store, target, step):
        store.write("control.let-step", journey=target.id, step=key)
        people += store.write("control.release-step", journey=target.id, step=key, now=now)
    target.note(store, "resumed", now, step=step, people=people)
    return people


def rounds(store: Store, target: Target, step: str) -> list[str]:
    """The keys of a step: inside a `repeat`, one for each round, in every version."""
    steps = [one for version in target.versions(store) for one in version.plan.journey.steps]
    return sorted({step, *(one.key for one in steps if one.first_round == step)})
