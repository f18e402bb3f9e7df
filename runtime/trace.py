"""The trace of a contact: which journeys, which steps, which messages, and why not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from ..compiler import ir
from ..compiler.ir.kinds import ALL
from ..compiler.ir.text import fold
from .by_hand import Deed, deeds_about
from .consent import known_setting
from .store import Store, StoreError

LATEST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as she stands in the audience; instants are milliseconds UTC."""

    id: int
    key: str
    email: str | None
    first_name: str | None
    last_name: str | None
    zone: str
    email_status: str
    sms_status: str
    archived: bool
    added_at: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One row of the step log: out of a step (None: the entry), into another, and why."""

    seq: int
    source: int | None
    target: int
    edge: str
    at: int
    version: int | None = None  # of the step that was left, where it is not the run's own


@dataclass(frozen=True, slots=True)
class Posted:
    """One message of a run, where it stands, and why it stands there."""

    step: int
    channel: str
    message: str
    purpose: str
    state: str
    reason: str | None
    queued_at: int
    not_before: int
    handed_at: int | None
    settled_at: int | None
    attempts: int
    detail: str | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One way through a journey; `ended_at` and `reason` are None while it is in progress."""

    id: int
    journey: str
    version: int
    entered_at: int
    ended_at: int | None
    reason: str | None
    step: int
    due: int | None
    event: str | None
    subject: str | None
    goal_at: int | None
    steps: tuple[Passage, ...]
    messages: tuple[Posted, ...]
    held: str | None = None  # why she does not go on, although she is ready


@dataclass(frozen=True, slots=True)
class Refusal:
    """She came to the door and was not let in."""

    journey: str
    reason: str
    at: int
    event: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something of hers could not be carried out and was put aside."""

    journey: str | None
    stage: str
    step: int | None
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One event; `cause` is the journey whose step made it happen."""

    kind: str
    subject: str | None
    at: int
    moment: int
    origin: Literal["live", "imported", "historic"]
    cause: str | None


@dataclass(frozen=True, slots=True)
class Door:
    """A journey that she could come to; `activated_at` is None when it never was active."""

    name: str
    status: str
    activated_at: int | None
    version: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """All that is known of one contact."""

    person: Person
    runs: tuple[Run, ...]
    refusals: tuple[Refusal, ...]
    quarantined: tuple[Quarantined, ...]
    events: tuple[Happening, ...]
    deeds: tuple[Deed, ...] = ()
    barred: tuple[str, ...] = ()


def trace(store: Store, contact: str) -> Trace | None:
    """All that is known of the contact with that key, address or number; None: there is none."""
    person = find(store, contact)
    if person is None:
        return None
    of = {"contact": person.id}
    return Trace(
        person,
        runs(store, person.id),
        tuple(Refusal(*row) for row in store.read("trace.refusals", **of)),
        tuple(Quarantined(*row) for row in store.read("trace.quarantine", **of)),
        latest_events(store, person.id),
        tuple(deeds_about(store, person.id)),
        tuple(str(name) for (name,) in store.read("trace.barred", **of)),
    )


def find(store: Store, contact: str) -> Person | None:
    """The contact with that key, else with that address or number, however it is written.

    Raises `StoreError` when several have the number.
    """
    ours = known_setting(store)
    address = ours.seal_word(contact) if ours else None
    found = store.read("trace.contact", key=contact, folded=fold(contact), address=address)
    if len(found) > 1 and found[0][1] != contact:
        keys = ", ".join(f"`{key}`" for _, key, *_ in found)
        raise StoreError(f"several contacts have `{contact}`: {keys}", "name one by its id")
    for number, key, email, first, last, zone, mail, sms, archived, added in found:
        return Person(
            number, key, email, first, last, zone or "UTC", mail, sms, bool(archived), added
        )
    return None


def similar(store: Store, contact: str, letters: int) -> list[str]:
    """Addresses and keys that begin with the same so many letters as a wrong one; some of them."""
    first = fold(contact)[:letters]
    if not first:
        return []
    beyond = first[:-1] + chr(ord(first[-1]) + 1)
    return [str(row[0]) for row in store.read("trace.similar", first=first, beyond=beyond)]


def doors(store: Store) -> list[Door]:
    """Every journey of the store, by name."""
    return [Door(*row) for row in store.read("trace.journeys")]


def runs(store: Store, contact: int) -> tuple[Run, ...]:
    """The contact's runs, earliest first."""
    return tuple(
        Run(*[*row, passages(store, row[0]), posted(store, row[0]), held(store, row[0])])
        for row in store.read("trace.runs", contact=contact)
    )


def held(store: Store, run: int) -> str | None:
    """Why a run does not go on: `paused`, or `quarantine`."""
    return next((str(why) for (why,) in store.read("trace.held", run=run)), None)


def passages(store: Store, run: int) -> tuple[Passage, ...]:
    """The steps of a run, in order."""
    return tuple(Passage(*row) for row in store.read("trace.steps", run=run))


def posted(store: Store, run: int) -> tuple[Posted, ...]:
    """The messages of a run, earliest first."""
    return tuple(Posted(*row) for row in store.read("trace.messages", run=run))


def latest_events(store: Store, contact: int) -> tuple[Happening, ...]:
    """The contact's latest events, earliest first."""
    kinds = json.dumps(sorted(ALL))
    rows = store.read("trace.events", contact=contact, kinds=kinds, limit=LATEST_EVENTS)
    return tuple(Happening(*row) for row in reversed(rows))


def journey_of_version(store: Store, version: int) -> ir.Journey:
    """The journey as it was when this version was deployed."""
    ((_, text, name),) = store.read("trace.version", version=version)
    program = ir.Program.model_validate_json(text)
    return next(one for one in program.journeys if one.name == name)
