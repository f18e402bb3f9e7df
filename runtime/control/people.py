"""Single people of a running journey: added, removed, barred, released. STEP-09, SP-31"""

from __future__ import annotations

from ...compiler.ir import kinds
from ...compiler.ir.text import fold
from ...compiler.sql.journey.starts import by_hand
from ..engine.leave import finish
from ..loaded import plans_of
from ..moment import Moment
from ..segments import members
from ..store import Store
from ..trace import Person
from .target import Refused, Target, moment_of, program_of
from .watch import rewatch


def add(store: Store, target: Target, contact: Person, now: int) -> int:
    """Lets a contact in at the next tick, whatever the filter and re-entry say. Raises `Refused`.

    AMB-24: one run at a time, and consent is looked at by every message.
    """
    with store.limited(0), store.transaction():
        now = moment_of(store, now)
        refuse_additions(store, target)
        who = contact.email or contact.key
        about = {"journey": target.id, "contact": contact.id}
        if contact.archived:
            raise Refused(f"`{who}` is archived: archived contacts enter no journey")
        if store.read("control.is-barred", **about):
            help = f"`jalon journey unbar {target.name} {who}` lets in again"
            raise Refused(f"`{who}` is barred from `{target.name}`", help)
        if store.read("control.runs-of", **about):
            help = "one run at a time · rule SP-10"
            raise Refused(f"`{who}` is in `{target.name}` already", help)
        tell(store, target, [contact.id], now)
        target.note(store, "added", now, contact=contact.id, people=1)
    return 1


def add_segment(store: Store, target: Target, segment: str, now: int) -> int:
    """Adds every member of a segment; who is inside already stays. Raises `Refused`. SP-31"""
    with store.limited(0), store.transaction():
        now = moment_of(store, now)
        refuse_additions(store, target)
        people = members(store, program_of(store, target), segment, now)
        tell(store, target, people, now)
        target.note(store, "added", now, segment=segment, people=len(people))
    return len(people)


def refuse_additions(store: Store, target: Target) -> None:
    """Only an active journey takes people by hand, and only one that says so. SP-31"""
    if target.status != "active":
        help = f"`jalon journey resume {target.name}` comes first · rule SP-31"
        other = "only an active journey takes people in · rule SP-31"
        raise Refused(
            f"nobody can be added to `{target.name}`: it is {target.status}",
            help if target.status == "paused" else other,
        )
    if not any(by_hand(start) for start in target.current(store).plan.journey.starts):
        raise Refused(
            f"nobody can be added to `{target.name}`: adding is none of its starting points",
            "write `starting point: added manually` into the journey · rule SP-31",
        )


def tell(store: Store, target: Target, people: list[int], now: int) -> None:
    """Records that people were added, as the events that the starting point listens to."""
    known = {"kind": kinds.ADDED_MANUALLY, "subject": fold(target.name), "now": now}
    store.many("control.tell", ({**known, "contact": contact} for contact in people))


def remove(store: Store, target: Target, contact: Person, now: int) -> int:
    """Ends the contact's runs of the journey where they stand. Raises `Refused`. STEP-09"""
    with store.limited(0), store.transaction():
        moment = Moment(store, plans_of(store).periods, moment_of(store, now))
        moment.write("leave.clear")
        moment.write("control.leave", journey=target.id, contact=contact.id)
        people = finish(moment)
        if not people:
            raise Refused(f"`{contact.email or contact.key}` is not in `{target.name}`")
        target.note(store, "removed", moment.now, contact=contact.id, people=people)
    return people


def bar(store: Store, target: Target, contact: Person, now: int) -> int:
    """Keeps a contact from entering; returns how many runs are in progress. STEP-09"""
    with store.limited(0), store.transaction():
        now, about = moment_of(store, now), {"journey": target.id, "contact": contact.id}
        if store.read("control.is-barred", **about):
            raise Refused(f"`{contact.email or contact.key}` is barred already")
        store.write("control.bar", **about, now=now)
        target.note(store, "barred", now, contact=contact.id, people=1)
        return len(store.read("control.runs-of", **about))


def unbar(store: Store, target: Target, contact: Person, now: int) -> int:
    """Lets a contact enter again. Raises `Refused`."""
    with store.limited(0), store.transaction():
        now, about = moment_of(store, now), {"journey": target.id, "contact": contact.id}
        if not store.write("control.unbar", **about):
            raise Refused(f"`{contact.email or contact.key}` is not barred")
        target.note(store, "unbarred", now, contact=contact.id, people=1)
    return 1


def release(store: Store, target: Target, now: int) -> int:
    """Lets those go on, at the next tick, who were put aside. Raises `Refused`."""
    with store.limited(0), store.transaction():
        now = moment_of(store, now)
        people = store.write("control.release", journey=target.id, now=now)
        people += sum(rewatch(store, version) for version in target.versions(store))
        if not people:
            raise Refused(f"nobody was put aside in `{target.name}`")
        target.note(store, "released", now, people=people)
    return people
