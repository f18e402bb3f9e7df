"""What a step does to the contact, and what it sends."""

from __future__ import annotations

from jalon.compiler.ir import kinds, steps

from .clock import day_number, wall_clock
from .intake import change
from .moment import Moment
from .world import Contact, Event, Outgoing, Run, Value


def act(run: Run, step: steps.Step, at: int, moment: Moment) -> None:
    """Does what the step says; steps that only decide do nothing."""
    match step:
        case steps.Send():
            run.outbox.append(outgoing(run, step, at, moment))
        case steps.Tag():
            tag(run, step, at, moment)
        case steps.GroupMembership():
            membership(run, step, at, moment)
        case steps.SetField():
            set_field(run, step, at, moment)
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
    new = new_value(step, old, at, moment)
    if new == old:
        return
    moment.contact.values[name] = new
    moment.contact.values["changed_at"] = moment.now
    (field,) = [field for field in moment.program.fields if field.name == step.field]
    event = record(run, moment, at, kinds.FIELD_CHANGED, step.field)
    event.properties = change(field, old, new)


def new_value(step: steps.SetField, old: Value, at: int, moment: Moment) -> Value:
    """What the step says the field is to be."""
    match step.to:
        case "value":
            return step.value
        case "empty":
            return None
        case "plus":
            return int(old or 0) + int(step.value or 0)
    return day_number(wall_clock(at, moment.view.zone))


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
        moment.contact.values["changed_at"] = moment.now


def record(run: Run, moment: Moment, at: int, kind: str, subject: str) -> Event:
    """What changed is an event, which the next tick sees."""
    number = moment.world.next_event()
    event = Event(number, run.contact, kind, at, moment.now, subject, cause=run.journey)
    moment.world.events.append(event)
    return event


def outgoing(run: Run, step: steps.Send, at: int, moment: Moment) -> Outgoing:
    """The message: queued, or held back with a reason."""
    reason = forbidden(run, step, moment.contact) or no_address(step, moment.contact)
    return Outgoing(
        step.number, step.channel, step.message, reason, at, step.consent == "transactional"
    )


def no_address(step: steps.Send, contact: Contact) -> str | None:
    """There is nowhere to send it."""
    address = contact.values.get("email" if step.channel == "email" else "phone")
    return None if address else "no_address"


def forbidden(run: Run, step: steps.Send, contact: Contact) -> str | None:
    """Why she may not be sent the message."""
    status = str(contact.values[f"{step.channel}_status"])
    if step.consent == "transactional":
        return "cleaned" if status == "cleaned" else None
    if status == "subscribed":
        return None
    if step.consent == "marketing" or step.channel == "sms" or status == "pending":
        return "consent"
    return status if status in ("unsubscribed", "cleaned") else first_only(run, step.channel)


def first_only(run: Run, channel: str) -> str | None:
    """Who never subscribed may get the first message about her cart. SP-60"""
    before = [m for m in run.outbox if m.channel == channel and m.state != "suppressed"]
    return "consent" if before else None
