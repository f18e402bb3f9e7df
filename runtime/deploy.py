"""Deploys a program: its columns, stores, journeys, versions and ways through them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..compiler import ir
from ..compiler.ir.events import derived_in
from ..compiler.ir.journey import Journey
from ..compiler.ir.zones import months
from ..compiler.sql.columns import stored
from ..compiler.sql.journey.blocks import NO_CUTS, Block, Cuts, cut
from .consent.suppression import declare as declare_consent
from .intake.zones import zone_ids
from .objections import NotAllowed, objections
from .offers.declare import declare
from .places import places_of
from .store import Store
from .wall_clocks import mark, refresh_zones, replace_rules

FIRST_YEAR, LAST_YEAR = 1900, 2100  # of the table of months
TEXT_FIELDS = ("text", "choice", "address", "url", "phone")


@dataclass(frozen=True, slots=True)
class Deployment:
    """The program's id, and the journeys whose version is new."""

    program_id: int
    changed: tuple[str, ...]


def deploy(store: Store, program: ir.Program, now: int) -> Deployment:
    """Makes `program` the one that runs, in one transaction; deploying it again changes nothing.

    Runs in progress stay on the version they started on. `now` in milliseconds UTC. Raises
    `NotAllowed` when an active journey would change what only a paused one may.
    """
    with store.limited(0), store.transaction():
        if found := objections(store, program):
            raise NotAllowed(found)
        program_id = prepare(store, program, now)
        changed = [
            j.name for j in program.journeys if keep_journey(store, program_id, program, j, now)
        ]
        finish(store, program, program_id, now)
    return Deployment(program_id, tuple(changed))


def prepare(store: Store, program: ir.Program, now: int) -> int:
    """Gives the audience what the program needs, and keeps the program; returns its id."""
    with store.limited(0), store.transaction():
        prepare_calendar(store, program.audience.time_zone)
        zone_ids(store, sorted({j.time_zone for j in program.journeys} - {"contact", "audience"}))
        store.add_columns("contact", columns(program))
        for column in sorted(columns_of_dates(program)):
            store.add_index("contact", ("zone_id", column))
        for shop in program.stores:
            named = {"name": shop.name, "currency": shop.currency}
            rules = {"counted": shop.counted, "low_stock": shop.low_stock}
            store.write("deploy.store-put", **named, **rules, behaviour=shop.sync.behaviour)
        store.write("deploy.recount")
        declare_consent(store, program.audience.double_opt_in)
        return keep_program(store, program, now)


def finish(store: Store, program: ir.Program, program_id: int, now: int) -> None:
    """Retires what the program does not have, and settles what holds from now on."""
    with store.limited(0), store.transaction():
        store.write("deploy.journey-retire", program=program_id)
        settle_statuses(store, now)
        declare(store, program, program_id, now)
        store.write("deploy.engine-put", now=now)
        store.write("deploy.note-deployment", program=program_id, now=now)
        store.write("deploy.listen")
        store.write("deploy.listen-no-more")
        watch(store, program, now)


def watch(store: Store, program: ir.Program, now: int) -> None:
    """Takes down who is in the segments whose comings and goings something listens to."""
    if any(isinstance(one, ir.SegmentPattern) for one in derived_in(program).values()):
        from .engine.derive import watch_segments  # it loads the compiler's SQL, which takes time

        watch_segments(store, now)


def prepare_calendar(store: Store, zone: str) -> None:
    """The audience's zone as zone 0, and the table of months."""
    if store.read("deploy.zone-name", id=0) != [(zone,)]:
        store.write("deploy.zone-put", id=0, name=zone)
        replace_rules(store, 0, zone)
    refresh_zones(store)
    if store.read("deploy.month-count") == [(0,)]:
        rows = months(FIRST_YEAR, LAST_YEAR)
        store.many(
            "deploy.month-put",
            ({"number": n, "first_day": first, "days": days} for n, first, days in rows),
        )


def columns(program: ir.Program) -> dict[str, str]:
    """The columns of the declared fields."""
    found: dict[str, str] = {}
    for field in program.fields:
        text = field.type in TEXT_FIELDS
        found[f"field_{field.name}"] = "text" if text else "integer"
        if text:
            found[f"folded_{field.name}"] = "text"
    return found


def columns_of_dates(program: ir.Program) -> set[str]:
    """The columns by which the contacts are found whose day has come."""
    starts = [start for journey in program.journeys for start in journey.starts]
    derived = [one.of for one in derived_in(program).values() if isinstance(one, ir.TimePattern)]
    arrivals = [one for one in (*starts, *derived) if isinstance(one, ir.DateArrives)]
    return {stored(arrival.date.attribute).name for arrival in arrivals}


def keep_program(store: Store, program: ir.Program, now: int) -> int:
    """Writes the program once; returns its id."""
    digest = program.digest()
    store.write("deploy.program-insert", digest=digest, ir=program.to_json(), now=now)
    return int(store.read("deploy.program-id", digest=digest)[0][0])


def keep_journey(
    store: Store, program_id: int, program: ir.Program, journey: Journey, now: int
) -> bool:
    """Writes a journey and its version; returns whether the version is new."""
    store.write("deploy.journey-put", name=journey.name, status=journey.status, now=now)
    journey_id = int(store.read("deploy.journey-id", name=journey.name)[0][0])
    digest = closure(program, journey)
    store.write("deploy.version-put", journey=journey_id, program=program_id, digest=digest)
    ((version,),) = store.read("deploy.version-id", journey=journey_id, digest=digest)
    store.write("deploy.version-program", version=version, program=program_id)
    store.write("deploy.journey-version", id=journey_id, version=version)
    new = store.read("deploy.node-count", version=version) == [(0,)]
    cuts = places_of(store).cuts(journey, journey_id, int(version))
    if new:
        keep_steps(store, journey, int(version))
    mark(store, journey, int(version))
    if new or cuts != NO_CUTS:
        keep_paths(store, journey, int(version), cuts)
    return new


def keep_steps(store: Store, journey: Journey, version: int) -> None:
    """Writes the steps of a version."""
    ((base,),) = store.read("deploy.node-next")
    store.many(
        "deploy.node-put",
        (
            {
                "id": base + s.number,
                "version": version,
                "number": s.number,
                "key": s.key,
                "kind": s.kind,
            }
            for s in journey.steps
        ),
    )


def keep_paths(store: Store, journey: Journey, version: int, cuts: Cuts) -> None:
    """Writes the ways through the blocks of a version, in the place of those it had."""
    store.write("deploy.path-clear", version=version)
    store.write("deploy.path-step-clear", version=version)
    ((base,),) = store.read("deploy.base", version=version)
    blocks = cut(journey, cuts)
    store.many("deploy.path-put", (row for block in blocks for row in path_rows(block, base)))
    store.many("deploy.path-step-put", (row for block in blocks for row in hop_rows(block, base)))


def settle_statuses(store: Store, now: int) -> None:
    """What the project says and what was paused by hand, put together; who may go on is let go."""
    store.write("deploy.journey-declared")
    store.write("deploy.journey-pauses", now=now)
    store.write("deploy.release-resumed", now=now)


def path_rows(block: Block, base: int) -> Iterator[dict[str, object]]:
    """Rows of the table `path`."""
    for path in block.paths():
        yield {
            "node": base + block.head,
            "path": path.number,
            "to_node": base + path.target,
            "steps": len(path.hops),
            "ends": path.ends,
        }


def hop_rows(block: Block, base: int) -> Iterator[dict[str, object]]:
    """Rows of the table `path_step`."""
    for path in block.paths():
        for position, hop in enumerate(path.hops, start=1):
            yield {
                "node": base + block.head,
                "path": path.number,
                "position": position,
                "from_node": base + hop.source,
                "to_node": base + hop.target,
                "edge": hop.edge,
            }


def closure(program: ir.Program, journey: Journey) -> str:
    """A digest of the journey and of all it refers to: unrelated edits make no new version.

    How often people are written to, and where requests go, is so at once for everybody.
    """
    content = json.loads(journey.to_json())
    content.pop("status", None)
    segments, messages = references(program, content)
    part = ir.Program(
        audience=program.audience.model_copy(update={"frequency": ()}),
        fields=program.fields,
        stores=program.stores,
        segments=tuple(s for s in program.segments if s.name in segments),
        messages=tuple(m for m in program.messages if m.name in messages),
        journeys=(journey.model_copy(update={"status": "active"}),),
    )
    return part.digest()


def references(program: ir.Program, content: object) -> tuple[set[str], set[str]]:
    """The names of the segments (through segments too) and messages that a tree speaks of."""
    segments: set[str] = set()
    messages: set[str] = set()
    pending = [content]
    while pending:
        for node in objects(pending.pop()):
            if node.get("kind") == "in_segment" and node["segment"] not in segments:
                segments.add(str(node["segment"]))
                found = [s for s in program.segments if s.name == node["segment"]]
                pending += [json.loads(s.to_json()) for s in found]
            if node.get("kind") == "send":
                messages.add(str(node["message"]))
    return segments, messages


def objects(tree: object) -> Iterator[dict[str, object]]:
    """Every JSON object inside a tree."""
    if isinstance(tree, dict):
        yield tree
        for child in tree.values():
            yield from objects(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from objects(child)
