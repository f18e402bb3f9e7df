"""What the steps of a block do: messages, tags, groups, fields, consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import singledispatch

from ...compiler.ir import kinds, steps
from ...compiler.ir.calling_codes import CODES, SHARED
from ...compiler.ir.program import Field, FieldType
from ...compiler.ir.text import fold
from ..consent.decision import forget, gather, rule
from ..intake.field_values import Stored, shown, stored
from ..intake.texts import folded_json, to_json
from ..loaded import Version
from ..moment import Moment
from ..store import Row


@dataclass(frozen=True, slots=True)
class Site:
    """Where an effect happens: the version, and the head of the block that is being run."""

    moment: Moment
    version: Version
    values: dict[str, object]

    def write(self, query: str, **more: object) -> int:
        """Runs a named query of the topic `effects` here."""
        return self.moment.write(f"effects.{query}", **self.values, **more)


@singledispatch
def apply(step: object, site: Site) -> None:
    """Applies one step to every run of the block that crosses it."""
    raise TypeError(f"{type(step).__name__} has no effect")


@apply.register
def _(step: steps.Send, site: Site) -> None:
    if step.countries:
        site.write("clear-homes")
        site.moment.store.many("effects.put-home", homes(step.countries))
    forget(site.moment.store)
    asked = {"channel": step.channel, "purpose": step.consent}
    site.write("ask", **asked, registered=int(bool(step.countries)))
    gather(site.moment.store)
    rule(site.moment.store)
    site.write("send", message=step.message)


def homes(countries: Iterable[str]) -> Iterator[dict[str, object]]:
    """How one knows whose phone is in one of the countries. STEP-42"""
    for country in countries:
        code, shared = CODES.get(country, ""), int(country in SHARED)
        yield {"country": fold(country), "code": code, "shared": shared}


@apply.register
def _(step: steps.CallWebhook, site: Site) -> None:
    site.write("post", channel="webhook", message=step.webhook)


@apply.register
def _(step: steps.Notify, site: Site) -> None:
    site.write("post", channel="email", message=step.address)


@apply.register
def _(step: steps.Tag, site: Site) -> None:
    find, change = ("find-untagged", "tag") if step.add else ("find-tagged", "untag")
    kind = kinds.TAG_ADDED if step.add else kinds.TAG_REMOVED
    changed(site, find, [change], kind, subject=step.tag, name=step.name)


@apply.register
def _(step: steps.GroupMembership, site: Site) -> None:
    find, change = ("find-outside", "join") if step.join else ("find-inside", "leave")
    kind = kinds.JOINED_GROUP if step.join else kinds.LEFT_GROUP
    changed(site, find, [change], kind, subject=step.group)


@apply.register
def _(step: steps.Unsubscribe, site: Site) -> None:
    changes = [f"unsubscribe-{step.channel}", "consent"]
    find = f"find-reachable-{step.channel}"
    changed(site, find, changes, kinds.UNSUBSCRIBED, subject=step.channel)


@apply.register
def _(step: steps.StartJourney, site: Site) -> None:
    site.write("call-journey", kind=kinds.JOURNEY_CALLED, subject=step.journey)


@apply.register
def _(step: steps.Archive, site: Site) -> None:
    site.write("archive")
    site.write("retell")


@apply.register
def _(step: steps.SetField, site: Site) -> None:
    plan = site.version.plan.fields[step.number]
    site.write("clear")
    if site.moment.write(plan.find, **site.values) and (not plan.reads or read(plan.field, site)):
        site.moment.write(plan.change, **site.values)
        site.write("clear-told")
        changes = site.moment.read("effects.field-changes")
        events = (told(plan.field.type, change) for change in changes)
        site.moment.store.many("effects.tell", events)
        site.write("field-event", kind=kinds.FIELD_CHANGED, subject=fold(step.field))


def read(field: Field, site: Site) -> int:
    """What the field becomes by what events tell; returns how many contacts it changes for."""
    moment = site.moment
    site.write("clear-readings")
    moment.store.many("effects.read", readings(field, moment.read("effects.written")))
    site.write("take-readings")
    site.write("forget-unchanged")
    ((count,),) = moment.read("effects.changing-count")
    return int(count)


def readings(field: Field, told: Iterable[Row]) -> Iterator[dict[str, object]]:
    """Those of the different values that the field can hold, each as it is stored."""
    for (written,) in told:
        value = stored(field, written)
        if value not in (None, Stored()):
            yield {"written": written, **asdict(value)}


def told(kind: FieldType, change: Row) -> dict[str, object]:
    """What the event of one change says, as intake tells it. SP-28"""
    old_text, new_text, old_number, new_number = change
    values = {"from": shown(kind, old_text, old_number), "to": shown(kind, new_text, new_number)}
    properties = {name: value for name, value in values.items() if value is not None}
    return {
        "old_text": old_text,
        "new_text": new_text,
        "old_number": old_number,
        "new_number": new_number,
        "properties": to_json(properties),
        "folded": folded_json(properties),
    }


def changed(site: Site, find: str, changes: list[str], kind: str, **values: object) -> None:
    """Finds whom a step really changes, changes them, and records the event."""
    site.write("clear")
    if site.write(find, **values):
        for change in changes:
            site.write(change, **values)
        site.write("event", kind=kind, **values)
