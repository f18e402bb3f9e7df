"""What a step does to the contact, and what it sends."""

from __future__ import annotations

from datetime import datetime

from jalon.compiler.ir import Field, kinds, steps
from jalon.compiler.ir.calling_codes import CODES

from . import rewards
from .clock import day_number, wall_clock
from .comparing import folded
from .consent import Case, may_send
from .intake import change
from .moment import Moment
from .reading import as_field
from .world import Contact, Event, Outgoing, Run, Value


def act(run: Run, step: steps.Step, at: int, moment: Moment) -> None:
    """Does what the step says; steps that only decide do nothing."""
    match step:
        case steps.Send():
            run.outbox.append(outgoing(run, step, at, moment))
        case steps.CallWebhook() | steps.Notify():
            run.outbox.append(post(step, at))
        case steps.Tag():
            tag(run, step, at, moment)
        case steps.GroupMembership():
            membership(run, step, at, moment)
        case steps.SetField():
            set_field(run, step, at, moment)
        case steps.ChangePoints():
            rewards.change_points(step, at, run.journey, moment)
        case steps.GiveDiscount():
            rewards.give_discount(step, at, run.journey, moment)
        case steps.StartJourney():
            record(run, moment, at, kinds.JOURNEY_CALLED, step.journey)
        case steps.Unsubscribe():
            unsubscribe(run, step, at, moment)
        case steps.Archive():
            archive(moment)


def tag(run: Run, step: steps.Tag, at: int, moment: Moment) -> None:
    """Adds or removes a tag."""
    tags = moment.contact.tags
    if (step.tag in tags) == step.add:
        return
    tags.symmetric_difference_update({step.tag})
    record(run, moment, at, kinds.TAG_ADDED if step.add else kinds.TAG_REMOVED, step.tag)


def membership(run: Run, step: steps.GroupMembership, at: int, moment: Moment) -> None:
    """Joins or leaves a group."""
    groups = moment.contact.groups
    if (step.group in groups) == step.join:
        return
    groups.symmetric_difference_update({step.group})
    record(run, moment, at, kinds.JOINED_GROUP if step.join else kinds.LEFT_GROUP, step.group)


def set_field(run: Run, step: steps.SetField, at: int, moment: Moment) -> None:
    """Gives a field another value, or takes its value away."""
    name = f"field.{step.field}"
    old = moment.contact.values.get(name)
    (field,) = [field for field in moment.program.fields if field.name == step.field]
    if step.to == "event":
        found = next((e for e in moment.world.events if e.id == run.event), None)
        told = as_field(field, found.properties.get(str(step.value)) if found else None)
        new = old if told is None else told
    else:
        new = new_value(step, field, old, wall_clock(at, moment.zone(run.journey)))
    if new == old:
        return
    moment.contact.values[name] = new
    moment.contact.values["changed_at"] = moment.now
    event = record(run, moment, at, kinds.FIELD_CHANGED, step.field)
    event.properties = change(field, old, new)


def new_value(step: steps.SetField, field: Field, old: Value, clock: datetime) -> Value:
    """What the step says the field is to be."""
    match step.to:
        case "value":
            return step.value
        case "empty":
            return None
        case "plus":
            found = int(old or 0) + int(step.value or 0)
            return found if abs(found) < 2**63 else old
    if field.type != "date":
        return f"{clock:%Y-%m-%d}" if step.to == "today" else f"{clock:%Y-%m-%dT%H:%M}"
    return day_number(clock)


def unsubscribe(run: Run, step: steps.Unsubscribe, at: int, moment: Moment) -> None:
    """No more messages of that channel; an address that does not work stays what it is."""
    status = f"{step.channel}_status"
    if moment.contact.values[status] in ("unsubscribed", "cleaned"):
        return
    moment.contact.values[status] = "unsubscribed"
    moment.contact.values["changed_at"] = moment.now
    record(run, moment, at, kinds.UNSUBSCRIBED, step.channel)


def archive(moment: Moment) -> None:
    """She leaves the active audience."""
    if not moment.contact.archived:
        moment.contact.archived = True
        moment.world.retell(moment.contact.id, "live")
        moment.contact.values["changed_at"] = moment.now


def record(run: Run, moment: Moment, at: int, kind: str, subject: str) -> Event:
    """What changed is an event, which the next tick sees."""
    number = moment.world.next_event()
    event = Event(number, run.contact, kind, at, moment.now, subject, cause=run.journey)
    moment.world.events.append(event)
    return event


def outgoing(run: Run, step: steps.Send, at: int, moment: Moment) -> Outgoing:
    """The message: queued, or held back with a reason."""
    ruling = may_send(case_of(run, step, moment.contact))
    reason = None if ruling == "send" else ruling
    return Outgoing(step.number, step.channel, step.message, reason, at, step.consent)


def case_of(run: Run, step: steps.Send, contact: Contact) -> Case:
    """What counts for the message when it is queued."""
    status = str(contact.values[f"{step.channel}_status"])
    consent = {"subscribed": "granted", "unsubscribed": "unsubscribed", "pending": "pending"}
    never = "first" if status == "non_subscribed" and is_first(run, step.channel) else "unknown"
    return Case(
        step.consent,
        step.channel,
        consent=consent.get(status, never),
        address=address_of(step, contact, status),
    )


def address_of(step: steps.Send, contact: Contact, status: str) -> str:
    """Whether it would arrive."""
    if status == "cleaned":
        return "cleaned"
    if not contact.values.get("email" if step.channel == "email" else "phone"):
        return "missing"
    if no_such_country(step, contact):
        return "abroad"
    return "archived" if contact.archived else "ok"


def post(step: steps.CallWebhook | steps.Notify, at: int) -> Outgoing:
    """A request, or a note to a teammate: nobody's consent is asked."""
    if isinstance(step, steps.CallWebhook):
        return Outgoing(step.number, "webhook", step.webhook, None, at, "internal")
    return Outgoing(step.number, "email", step.address, None, at, "internal")


def no_such_country(step: steps.Send, contact: Contact) -> bool:
    """The number is in no country in which the sms program is registered. STEP-42"""
    number, told = str(contact.values.get("phone")), contact.values.get("country")
    here = folded(str(told)).upper() if told else None
    if not step.countries:
        return False
    if number.startswith("+"):
        found = {country for country, code in CODES.items() if number.startswith(code)}
        found = found & {here} if here and len(found) > 1 else found
    else:
        found = {here or ""}
    return not found & set(step.countries)


def is_first(run: Run, channel: str) -> bool:
    """Who never subscribed may get the first message about her cart. SP-60"""
    sent = [m for m in run.outbox if m.channel == channel and m.purpose != "internal"]
    return all(m.state == "suppressed" for m in sent)
