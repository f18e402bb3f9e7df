"""What a message would say to one contact now: nothing is queued, sent or kept.

It speaks of the contact's latest cart, order or event of the kind that starts the journey.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..compiler import ir
from ..compiler.ir.steps import GiveDiscount, Send
from ..compiler.ir.templates import UNSUBSCRIBE
from ..compiler.ir.text import fold
from ..runtime.outbox import Claimed
from ..runtime.segments import PREVIEW
from ..runtime.store import Store
from .records.batch import Material, add_recommendations, material
from .records.discounts import declared
from .records.facts import Facts, Origin, read_subjects, speak_of
from .records.programs import Deployed, Programs
from .records.surroundings import Record
from .templates import Plain, Rendered, TemplateError, render
from .templates.missing import no_record

NUMBER = 0  # of a program, a run and a step that are not stored
NOWHERE = "https://unsubscribe.example"
HAD = ("cart", "order", "product", "event")
NO_SURVEY = "https://survey.example"


@dataclass(frozen=True, slots=True)
class Sample:
    """Whom a message is shown for, and when: milliseconds UTC."""

    program: ir.Program
    message: str
    contact: str
    now: int


def sample(store: Store, wanted: Sample) -> Rendered | None:
    """The message as the contact would read it; None when there is no such contact.

    Raises `TemplateError` when it cannot be written for her.
    """
    names = [str(name) for (name,) in store.read("outbox.contact-columns")]
    key = {"key": wanted.contact, "folded": fold(wanted.contact)}
    rows = store.read("sample.contact", **key)
    if not rows:
        return None
    contact = dict(zip(names, rows[0], strict=True))
    programs = Programs({NUMBER: Deployed.of(wanted.program)})
    with store.limited(PREVIEW), store.glance():
        made = gathered(store, wanted, contact, programs.deployed[NUMBER])
        add_recommendations(store, [made], programs, wanted.now)
    subject = made.deployed.subject(made.origin.journey, made.origin.number)
    try:
        return render(programs.templates(NUMBER, wanted.message, subject), values(made))
    except TemplateError as error:
        raise of_contact(error, made.origin) from None


def of_contact(error: TemplateError, origin: Origin) -> TemplateError:
    """The error in other words, when it is the contact who has nothing to speak of."""
    if origin.event_id is None and origin.ref is None and origin.journey:
        for name in HAD:
            words = f"this contact has no {name} to show"
            error = TemplateError(error.message.replace(no_record(name), words), error.line)
    return error


def gathered(
    store: Store, wanted: Sample, contact: dict[str, object], deployed: Deployed
) -> Material:
    """What the message is made from."""
    id = int(str(contact["id"]))
    origin = origin_of(store, deployed, wanted.message, id)
    facts = Facts(
        contacts={id: contact},
        zones={int(number): str(name) for number, name in store.read("outbox.zones")},
    )
    speak_of(store, {("event", origin.event_id)} if origin.event_id is not None else set())
    facts.events = {int(row[0]): row for row in store.read("outbox.events")}
    read_subjects(store, facts, [origin], {NUMBER: deployed})
    row = Claimed(NUMBER, NUMBER, id, "email", wanted.message, "marketing", wanted.now, 1, 0)
    codes = store.read("sample.codes", contact=id, now=wanted.now)
    facts.codes = {row.place: codes}
    return material(row, origin, deployed, facts)


def origin_of(store: Store, deployed: Deployed, message: str, contact: int) -> Origin:
    """The step of a journey that sends the message, and what would have let the contact in."""
    for journey in deployed.program.journeys:
        for step in journey.steps:
            if isinstance(step, Send) and step.message == message:
                event, ref = brought(store, journey, contact)
                return Origin(step.number, NUMBER, journey.name, event, ref)
    return Origin(NUMBER, NUMBER, "", None, None)


def brought(store: Store, journey: ir.Journey, contact: int) -> tuple[int | None, int | None]:
    """The latest event that could have started the journey, and what it is about."""
    kinds = [kind for s in journey.starts if isinstance(s, ir.EventPattern) for kind in s.kinds]
    if kinds:
        events = [one for k in kinds for one in store.read("sample.event", contact=contact, kind=k)]
        return max(events, default=(None, None))
    cart = any(isinstance(start, ir.CartAbandoned) for start in journey.starts)
    found = store.read("sample.cart" if cart else "sample.order", contact=contact)
    return None, next((int(id) for (id,) in found), None)


def values(made: Material) -> dict[str, Plain]:
    """The values for the templates, with stand-ins for what is made when a message leaves."""
    found = {**made.values, UNSUBSCRIBE: NOWHERE}
    origin = made.origin
    if survey := made.deployed.survey(origin.journey, origin.number):
        found["survey"] = {**survey, "url": NO_SURVEY}
    given = declared_discounts(made.deployed, origin.journey)
    if given and "discount" not in found:
        found["discount"] = given[-1]
    return found


def declared_discounts(deployed: Deployed, journey: str) -> list[Record]:
    """The discounts that a journey gives, as declared, for who has no code yet."""
    steps = deployed.steps.get(journey, {}).values()
    terms = {one.name: one for one in deployed.program.discounts}
    given = [step.discount for step in steps if isinstance(step, GiveDiscount)]
    return [declared(terms[name]) for name in given if name in terms]
