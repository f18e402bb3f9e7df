"""The data of a whole batch of messages: a few queries, however many messages there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...runtime.outbox import Claimed, take
from ...runtime.store import Store
from . import commerce
from .clocks import Clock
from .contacts import contact_record
from .facts import Facts, Origin, read_facts, read_subjects, subject
from .programs import Deployed, Programs
from .surroundings import Record


@dataclass(frozen=True, slots=True)
class Material:
    """What one message is made from: the row, its program, and the values for its templates."""

    row: Claimed
    origin: Origin
    deployed: Deployed
    values: Record


def gather(store: Store, rows: Sequence[Claimed], programs: Programs) -> list[Material]:
    """The material of every row, all from one moment; rows without a step are left out."""
    with store.transaction():
        take(store, rows)
        origins = {
            (int(run), int(step)): Origin(*rest)
            for run, step, *rest in store.read("outbox.letters")
        }
        facts = read_facts(store, origins)
        deployed = {o.program_id: programs.program(store, o.program_id) for o in origins.values()}
        read_subjects(store, facts, origins.values(), deployed)
    return [
        material(row, origins[row.place], deployed[origins[row.place].program_id], facts)
        for row in rows
        if row.place in origins
    ]


def material(row: Claimed, origin: Origin, deployed: Deployed, facts: Facts) -> Material:
    """What one message is made from."""
    contact = facts.contacts.get(row.contact_id, {})
    clock = facts.clock(contact)
    about = spoken_of(origin, deployed, facts, clock)
    store = next((record["store"] for record in about.values() if record.get("store")), None)
    values: Record = {
        "contact": contact_record(contact, deployed.program.fields, clock),
        "audience": deployed.audience,
        "shop": deployed.shops.get(store) or deployed.shops[None],
        "journey": deployed.titles.get(origin.journey, {"name": origin.journey}),
        "message": {"name": row.message},
        **about,
    }
    return Material(row, origin, deployed, values)


def spoken_of(origin: Origin, deployed: Deployed, facts: Facts, clock: Clock) -> dict[str, Record]:
    """`cart`, `order`, `product` and `event`, as far as there are any."""
    found: dict[str, Record] = {}
    if origin.event_id in facts.events:
        found["event"] = commerce.event(facts.events[origin.event_id], clock)
    key = subject(origin, deployed, facts.events)
    if key is None or key not in facts.subjects:
        return found
    row, lines = facts.subjects[key], facts.lines[key]
    if key[0] == "product":
        found["product"] = commerce.product(row)
    elif key[0] == "cart":
        found["cart"] = commerce.cart(row, lines, clock)
    else:
        found["order"] = commerce.order(row, lines, clock)
    return found
