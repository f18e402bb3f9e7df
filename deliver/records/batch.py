"""The data of a whole batch of messages: a few queries, however many messages there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...runtime.outbox import Claimed, Pressure, take
from ...runtime.store import Store
from ..templates import RECOMMENDED, Asked, Plain, TemplateError
from . import commerce
from .clocks import Clock
from .contacts import contact_record
from .discounts import discount, read_codes
from .facts import Facts, Origin, read_facts, read_subjects, subject
from .notices import read_notices
from .programs import Deployed, Programs
from .recommendations import Wish, recommend
from .surroundings import Record


@dataclass(frozen=True, slots=True)
class Material:
    """What one message is made from: the row, its program, and the values for its templates."""

    row: Claimed
    origin: Origin
    deployed: Deployed
    values: Record
    zone: str = "UTC"
    store: str | None = None
    recommended: dict[str, Plain] = field(default_factory=dict)

    def pressure(self, now: int) -> Pressure:
        """What the message obeys at an instant."""
        return self.deployed.pressure(self.origin.journey, self.row.channel, self.zone, now)


def gather(
    store: Store, rows: Sequence[Claimed], programs: Programs, now: int = 0
) -> list[Material]:
    """The material of every row, all from one moment; rows without a step are left out."""
    with store.transaction():
        take(store, rows)
        origins = {
            (int(run), int(step)): Origin(*rest)
            for run, step, *rest in store.read("outbox.letters")
        }
        noticed, offers = read_notices(store)
        origins |= noticed
        facts = read_facts(store, origins)
        deployed = {o.program_id: programs.program(store, o.program_id) for o in origins.values()}
        read_subjects(store, facts, origins.values(), deployed)
        facts.codes, facts.offers = read_codes(store, now), offers
        found = [
            material(row, origins[row.place], deployed[origins[row.place].program_id], facts)
            for row in rows
            if row.place in origins
        ]
        add_recommendations(store, found, programs, now)
    return found


def add_recommendations(
    store: Store, materials: Sequence[Material], programs: Programs, now: int
) -> None:
    """What the templates want recommended, for all messages that want something, at once."""
    wanted = [(one, asked) for one in materials for asked in all_asked(one, programs)]
    wishes = [Wish(one.row.contact_id, one.store, asked) for one, asked in wanted]
    for (one, asked), products in zip(wanted, recommend(store, wishes, now), strict=True):
        one.recommended[asked.key] = products


def all_asked(one: Material, programs: Programs) -> tuple[Asked, ...]:
    """What the body of a message wants recommended; nothing when it cannot be read."""
    subject = one.deployed.subject(one.origin.journey, one.origin.number)
    if one.row.purpose == "internal":
        return ()
    try:
        return programs.templates(
            one.origin.program_id, one.row.message, subject, one.row.channel
        ).body.asked
    except TemplateError:
        return ()


def material(row: Claimed, origin: Origin, deployed: Deployed, facts: Facts) -> Material:
    """What one message is made from."""
    contact = facts.contacts.get(row.contact_id, {})
    clock = facts.clock(contact)
    about = spoken_of(origin, deployed, facts, clock)
    if code := discount(facts.codes.get(row.place, ()), deployed, origin.journey, clock):
        about["discount"] = code
    if row.place in facts.offers:
        about["offer"] = facts.offers[row.place]
    store = next((record["store"] for record in about.values() if record.get("store")), None)
    values: Record = {
        "contact": contact_record(contact, deployed.program.fields, clock),
        "audience": deployed.audience,
        "shop": deployed.shops.get(store) or deployed.shops[None],
        "journey": deployed.titles.get(origin.journey, {"name": origin.journey}),
        "message": {"name": row.message},
        **about,
    }
    found = Material(
        row, origin, deployed, values, clock.zone, store if isinstance(store, str) else None
    )
    values[RECOMMENDED] = found.recommended
    return found


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
