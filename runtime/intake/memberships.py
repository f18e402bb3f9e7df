"""Tags and groups: given and taken, each change an event of its own. SP-20, 26, 27"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...compiler.ir.kinds import JOINED_GROUP, LEFT_GROUP, TAG_ADDED, TAG_REMOVED
from ..store import Store
from .batch import Batch, Staged, batch, firsts, restage
from .rows import ContactRow, Origin, Outcome
from .texts import folded, given

TABLE = "intake_member"


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to members: the queries that find who changes and that change them."""

    mark: str
    apply: str
    kind: str


TAG = Change("mark-untagged", "tag", TAG_ADDED)
UNTAG = Change("mark-tagged", "untag", TAG_REMOVED)
JOIN = Change("mark-outside", "join", JOINED_GROUP)
LEAVE = Change("mark-inside", "leave", LEFT_GROUP)


def tag(
    store: Store, contact_keys: Iterable[str], tag: str, at: int, origin: Origin = "live"
) -> Outcome:
    """Tags contacts; only those who lack the tag change. SP-20"""
    return change(store, TAG, [(key, tag) for key in contact_keys], at, origin)


def untag(
    store: Store, contact_keys: Iterable[str], tag: str, at: int, origin: Origin = "live"
) -> Outcome:
    """Takes a tag from the contacts who have it."""
    return change(store, UNTAG, [(key, tag) for key in contact_keys], at, origin)


def join_group(
    store: Store, contact_keys: Iterable[str], group: str, at: int, origin: Origin = "live"
) -> Outcome:
    """Puts contacts into a group, written `category.group`. SP-26"""
    return change(store, JOIN, [(key, group) for key in contact_keys], at, origin)


def leave_group(
    store: Store, contact_keys: Iterable[str], group: str, at: int, origin: Origin = "live"
) -> Outcome:
    """Takes contacts out of a group, written `category.group`. SP-27"""
    return change(store, LEAVE, [(key, group) for key in contact_keys], at, origin)


def change(
    store: Store, what: Change, pairs: list[tuple[str, str]], at: int, origin: Origin
) -> Outcome:
    """Changes the members among (contact key, tag or group)."""
    with store.concerning(key for key, _ in pairs), batch(store, at, origin) as here:
        restage(store, TABLE, [one for pair, n in firsts(pairs) for one in staged(n, *pair)])
        store.write(f"{TABLE}.find")
        for n, key in store.read(f"{TABLE}.unknown"):
            here.refuse(n, f"`{key}` is not a contact")
        apply(here, what)
        [(here.changed,)] = store.read(f"{TABLE}.count")
    return here.outcome(len(pairs))


def take_members(here: Batch, rows: list[ContactRow], wave: list[Staged]) -> None:
    """Gives the contacts of this call the tags and groups that came with them."""
    tags = [one for s in wave for name in rows[s["n"]].tags for one in staged(s["n"], "", name)]
    groups = [one for s in wave for name in rows[s["n"]].groups for one in staged(s["n"], "", name)]
    for what, members in ((TAG, tags), (JOIN, groups)):
        if members:
            restage(here.store, TABLE, members)
            here.store.write(f"{TABLE}.find-among-contacts")
            apply(here, what)
            here.store.write("intake_contact.mark-by-member")


def staged(n: int, key: str, name: str) -> Iterator[Staged]:
    """A member as she is staged; an empty name is nobody's."""
    if shown := given(name):
        yield {"n": n, "value": folded(shown), "name": shown, "key": key}


def apply(here: Batch, what: Change) -> None:
    """Finds who of the staged members changes, records it, and does it."""
    store = here.store
    store.write(f"{TABLE}.{what.mark}")
    if not here.historic:
        store.write(f"{TABLE}.event", kind=what.kind, **here.arrival())
    store.write(f"{TABLE}.{what.apply}", now=here.now)
