"""The reference as a judge: the same world, read from the store, moved by the same tick.

Before a tick the whole store is read into the reference's plain lists; both then move to the same
instant, and what they leave behind must be equal. So every scenario of this suite is run twice, by
the SQL and by plain Python, whatever it is about.
"""

from __future__ import annotations

import os
from zlib import crc32

from jalon.compiler import ir
from jalon.runtime.prove import violations
from jalon.runtime.store import Store

from ..differential.asking import Asked
from ..differential.ours import snapshot_of
from ..differential.readback import snapshot
from ..differential.snapshot import differences
from ..reference.conditions import holds
from ..reference.tick import tick
from ..reference.view import View
from ..reference.world import World
from .world import world_of

COMPARED = (
    *("positions", "finished", "log", "outbox", "goals", "entries", "refusals", "events"),
    *("points", "holdings"),
)


def moved(program: ir.Program, world: World, after: Asked, now: int) -> list[str]:
    """What a tick left behind that the reference, from the same world, did not; or the reverse."""
    tick(world, program, max(now, world.watermark))
    ours, theirs = snapshot_of(world), snapshot(after, program.fields)
    return differences(*({part: found[part] for part in COMPARED} for found in (ours, theirs)))


def unproven(store: Store, now: int) -> list[str]:
    """Invariants that do not hold; of a share of the tests, since to look at all takes a while."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").encode()
    if crc32(test) % (20 if store.dialect == "sqlite" else 100):
        return []
    return [f"{one.check}: {one.values}" for one in violations(store, now)]


def members(program: ir.Program, store: Asked, segment: str, now: int) -> list[int]:
    """Who is in a segment, as the reference finds."""
    world = world_of(program, store)
    (predicate,) = [one.predicate for one in program.segments if one.name == segment]
    views = (View(world, program, contact, now) for contact in world.contacts)
    return [v.contact.id for v in views if not v.contact.archived and holds(predicate, v)]
