"""Conditions about what she did: events, messages, journeys."""

from __future__ import annotations

from jalon.compiler.ir.predicates import DidEvent, JourneyActivity, MessageActivity

from . import conditions, events
from .comparing import folded, number_passes
from .periods import contains
from .view import View
from .world import Event


def did_event(condition: DidEvent, view: View) -> bool:
    """So many such events, of any origin, happened in the period."""
    count = sum(
        events.concerns(condition, event, view) and contains(condition.period, event.at, view)
        for event in view.world.events_of(view.contact)
    )
    return number_passes(count, condition.compare, condition.times)


def message_activity(condition: MessageActivity, view: View) -> bool:
    """She was sent, opened, clicked a message, or was sent it and did not."""
    if condition.every:
        return every_one(condition, view)
    if condition.did == "sent":
        return number_passes(
            sum(counts(condition, sent, view) for sent in sends(condition, view)),
            condition.compare,
            condition.times,
        )
    kind = "email_clicked" if condition.did.endswith("clicked") else "email_opened"
    answers = [e for e in view.world.events_of(view.contact) if e.kind == kind]
    if condition.did.startswith("not_"):
        sent = {e.subject for e in sends(condition, view) if contains(condition.period, e.at, view)}
        return bool(sent) and not any(answer.subject in sent for answer in answers)
    done = [one for one in answers if speaks_of(condition, one, view)]
    count = sum(counts(condition, one, view) for one in done)
    return number_passes(count, condition.compare, condition.times)


def counts(condition: MessageActivity, event: Event, view: View) -> bool:
    """Whether an event is in the period, and as the condition wants it."""
    return contains(condition.period, event.at, view) and (
        condition.where is None or conditions.holds(condition.where, view.at(event))
    )


def every_one(condition: MessageActivity, view: View) -> bool:
    """Each of the latest sends has its act in the period, and there is one at least."""
    if condition.did == "sent":
        times = [contains(condition.period, sent.at, view) for sent in sends(condition, view)]
        return bool(times) and all(times)
    kind = "email_clicked" if condition.did == "clicked" else "email_opened"
    done = {
        event.subject
        for event in view.world.events_of(view.contact)
        if event.kind == kind and contains(condition.period, event.at, view)
    }
    sent = {event.subject for event in sends(condition, view)}
    return bool(sent) and sent <= done


def speaks_of(condition: MessageActivity, answer: Event, view: View) -> bool:
    """Whether an open or a click is of the message, or of one of the latest ones."""
    if condition.message is not None and answer.subject != folded(condition.message):
        return False
    return condition.latest is None or answer.subject in {e.subject for e in sends(condition, view)}


def sends(condition: MessageActivity, view: View) -> list[Event]:
    """The sends in question: among the latest ones, of the message."""
    sent = [e for e in view.world.events_of(view.contact) if e.kind == "email_sent"]
    sent.sort(key=lambda event: (event.at, event.id))
    if condition.latest is not None:
        sent = sent[-condition.latest :]
    return [e for e in sent if condition.message is None or e.subject == folded(condition.message)]


def journey_activity(condition: JourneyActivity, view: View) -> bool:
    """She started, completed or is in a journey."""
    runs = view.world.runs_of(view.contact, condition.journey)
    match condition.did:
        case "started":
            return bool(runs)
        case "completed":
            return any(run.reason in ("completed", "stopped") for run in runs)
    return any(run.reason is None for run in runs)
