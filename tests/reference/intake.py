"""How what the world tells about contacts changes them, and which events that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from jalon.compiler.ir import Field, kinds

from .clock import EPOCH
from .comparing import folded
from .world import Contact, Event, Properties, Value, World

STATUS_EVENTS = {
    ("email", "subscribed"): (kinds.SIGNED_UP_EMAIL, None),
    ("sms", "subscribed"): (kinds.SIGNED_UP_SMS, None),
    ("email", "unsubscribed"): (kinds.UNSUBSCRIBED, "email"),
    ("sms", "unsubscribed"): (kinds.UNSUBSCRIBED, "sms"),
    ("email", "cleaned"): (kinds.BOUNCED, None),
}


def record(world: World, event: Event, received: int) -> None:
    """Adds an event; it counts when it happened, but not in the future or before the last tick."""
    moment = max(min(event.at, received), world.watermark)
    world.events.append(replace(event, id=world.next_event(), moment=moment))


def news(contact: Contact, kind: str, subject: str | None, now: int, origin: str = "live") -> Event:
    """Something changed about a contact just now."""
    return Event(0, contact.id, kind, now, now, subject, origin=origin)


def tag(world: World, contact: Contact, name: str, now: int) -> None:
    """Gives a tag; who has it does not change."""
    if folded(name) not in contact.tags:
        contact.tags.add(folded(name))
        record(world, news(contact, kinds.TAG_ADDED, folded(name), now), now)


def untag(world: World, contact: Contact, name: str, now: int) -> None:
    """Takes a tag away."""
    if folded(name) in contact.tags:
        contact.tags.remove(folded(name))
        record(world, news(contact, kinds.TAG_REMOVED, folded(name), now), now)


def join(world: World, contact: Contact, group: str, now: int) -> None:
    """Puts her into a group."""
    if group not in contact.groups:
        contact.groups.add(group)
        record(world, news(contact, kinds.JOINED_GROUP, group, now), now)


def leave(world: World, contact: Contact, group: str, now: int) -> None:
    """Takes her out of a group."""
    if group in contact.groups:
        contact.groups.remove(group)
        record(world, news(contact, kinds.LEFT_GROUP, group, now), now)


def set_status(world: World, contact: Contact, channel: str, status: str, now: int) -> None:
    """She signs up, opts out, or her address turns out not to work."""
    name = f"{channel}_status"
    if contact.values[name] == status:
        return
    contact.values[name] = status
    contact.values["changed_at"] = now
    world.retell(contact.id, "live")
    if (channel, status) in STATUS_EVENTS:
        kind, subject = STATUS_EVENTS[channel, status]
        record(world, news(contact, kind, subject, now), now)


def set_field(world: World, contact: Contact, field: Field, value: Value, now: int) -> None:
    """Gives a declared field a value; letter case alone is no event."""
    old = contact.values.get(f"field.{field.name}")
    if value == old:
        return
    contact.values[f"field.{field.name}"] = value
    contact.values["changed_at"] = now
    world.retell(contact.id, "live")
    if comparable(value) != comparable(old):
        event = news(contact, kinds.FIELD_CHANGED, field.name, now)
        record(world, replace(event, properties=change(field, old, value)), now)


def comparable(value: Value) -> Value:
    """A text without its letter case."""
    return folded(value) if isinstance(value, str) else value


def change(field: Field, old: Value, new: Value) -> Properties:
    """The properties of the event: old and new value as people write them, if there is one."""
    values = {"from": written(field, old), "to": written(field, new)}
    return {name: text for name, text in values.items() if text is not None}


def written(field: Field, value: Value) -> str | None:
    """A value as people write it: `10.5`, `2026-12-24`, `12-24`, `yes`, the text itself."""
    if value is None or isinstance(value, str):
        return value
    match field.type:
        case "number":
            return f"{Decimal(value) / 1_000_000:f}"
        case "date":
            return date.fromordinal(EPOCH.toordinal() + value).isoformat()
        case "birthday":
            return f"{value // 100:02}-{value % 100:02}"
    return "yes" if value else "no"


def welcome(
    world: World, contact: Contact, fields: tuple[Field, ...], now: int, origin: str
) -> None:
    """A new contact, with what she already has; an imported one is new too."""
    world.contacts.append(contact)
    world.retell(contact.id, origin)
    for channel in ("email", "sms"):
        if contact.values[f"{channel}_status"] == "subscribed":
            kind, _ = STATUS_EVENTS[channel, "subscribed"]
            record(world, news(contact, kind, None, now, origin), now)
    for name in sorted(contact.tags):
        record(world, news(contact, kinds.TAG_ADDED, name, now, origin), now)
    for group in sorted(contact.groups):
        record(world, news(contact, kinds.JOINED_GROUP, group, now, origin), now)
    for field in sorted(fields, key=lambda field: field.name):
        value = contact.values.get(f"field.{field.name}")
        if value is not None:
            event = news(contact, kinds.FIELD_CHANGED, field.name, now, origin)
            record(world, replace(event, properties=change(field, None, value)), now)
