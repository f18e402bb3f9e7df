"""The timeline of one contact, as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo

from ...compiler.ir import EventPattern, Journey, kinds
from ...runtime.places import MOVED
from ...runtime.trace import Door, Happening, Passage, Posted, Quarantined, Refusal, Run, Trace
from ..instants import shown, zone_named
from . import control, reasons
from .happenings import happened
from .paint import visible
from .steps import start, step, way

STEP = 40  # the width of the column of steps
SIGN_UPS = frozenset({kinds.SIGNED_UP_EMAIL, kinds.SIGNED_UP_SMS})
Versions = Callable[[int], Journey]
"""A version of a journey, by its number."""


def timeline(of: Trace, versions: Versions) -> Iterator[str]:
    """Everything that happened, run by run."""
    zone = zone_named(of.person.zone)
    yield from person(of, zone)
    for run in of.runs:
        yield ""
        yield from run_lines(run, versions, zone)
    if of.deeds or of.barred:
        yield from ("", "by hand")
        yield from (control.line(one, zone) for one in of.deeds)
        yield from (f"  may not enter {visible(name)}" for name in of.barred)
    if of.refusals:
        yield from ("", "not let in")
        yield from (refusal(one, zone) for one in of.refusals)
    if of.quarantined:
        yield from ("", "put aside, because it could not be carried out")
        yield from (quarantined(one, zone) for one in of.quarantined)


def person(of: Trace, zone: tzinfo) -> Iterator[str]:
    """Who it is."""
    who = of.person
    name = " ".join(part for part in (who.first_name, who.last_name) if part)
    parts = [who.email or who.key, name, f"email {words(who.email_status)}"]
    if who.sms_status != "none":
        parts.append(f"sms {words(who.sms_status)}")
    if who.archived:
        parts.append("archived")
    yield " · ".join(visible(part) for part in parts if part)
    yield f"added {shown(who.added_at, zone)}; all times are those of {who.zone}"


def words(code: str) -> str:
    """A code with spaces."""
    return code.replace("_", " ")


def run_lines(run: Run, versions: Versions, zone: tzinfo) -> Iterator[str]:
    """One way through a journey."""
    by = f", {what(run.event, run.subject)}" if run.event else ""
    yield f"{run.journey}: entered {shown(run.entered_at, zone)}{by}"
    posts = {(post.version, post.step): post for post in run.messages}
    for passage in run.steps:
        if passage.source or passage.edge.startswith(MOVED):
            journey = versions(passage.version or run.version)
            post = posts.get((passage.version, passage.source or 0))
            yield passage_line(passage, journey, post, zone)
    yield f"  {whereabouts(run, versions(run.version), zone)}"
    if run.goal_at is not None:
        yield f"  {shown(run.goal_at, zone)}  goal reached"


def what(kind: str, subject: str | None) -> str:
    """An event in words."""
    return visible(happened(kind, [subject] if subject else []))


def passage_line(of: Passage, journey: Journey, post: Posted | None, zone: tzinfo) -> str:
    """One step that was left: when, which, and how."""
    here = journey.steps[of.source or 0]
    how = outcome(post, zone) if post else way(here, of.edge)
    return f"  {shown(of.at, zone)}  {cut(visible(step(here))):{STEP}}  {visible(how)}".rstrip()


def cut(text: str) -> str:
    """A step that fits its column."""
    return text if len(text) <= STEP else f"{text[: STEP - 1]}…"


def outcome(post: Posted, zone: tzinfo) -> str:
    """What became of a message."""
    text = reasons.words(reasons.STATES, post.state)
    if post.state == "accepted" and post.settled_at is not None:
        text = f"{text} {shown(post.settled_at, zone)}"
    why = [reasons.words(reasons.MESSAGES, post.reason)] if post.reason else []
    why += [post.detail] if post.detail and post.state != "accepted" else []
    return f"{text}: {', '.join(why)}" if why else text


def whereabouts(run: Run, journey: Journey, zone: tzinfo) -> str:
    """Where the run is now, or how it ended."""
    if run.ended_at is not None:
        return f"{shown(run.ended_at, zone)}  {reasons.words(reasons.ENDINGS, run.reason or '')}"
    here = journey.steps[run.step]
    if run.held:
        return f"is held at `{visible(step(here))}`: {control.HELD[run.held]}"
    until = "" if run.due is None else f", until {shown(run.due, zone)}"
    at_most = " at most" if until and here.kind in {"wait_event", "wait_condition"} else ""
    return f"is at `{visible(step(here))}`{until}{at_most}"


def refusal(of: Refusal, zone: tzinfo) -> str:
    """One time that the contact was not let in."""
    why = reasons.words(reasons.REFUSALS, of.reason)
    by = f" ({what(of.event, of.subject)})" if of.event else ""
    return f"  {shown(of.at, zone)}  {of.journey}: {why}{by}"


def quarantined(of: Quarantined, zone: tzinfo) -> str:
    """One thing that was put aside."""
    where = f"{of.journey}: " if of.journey else ""
    return f"  {shown(of.at, zone)}  {where}{visible(of.reason)}"


def events(of: Trace) -> Iterator[str]:
    """The latest events."""
    zone = zone_named(of.person.zone)
    if of.events:
        yield from ("", "latest events")
        yield from (event(one, zone) for one in of.events)


def event(of: Happening, zone: tzinfo) -> str:
    """One event."""
    notes = {"historic": " (imported as history: it starts nothing)", "imported": " (imported)"}
    cause = f" (by journey {of.cause})" if of.cause else ""
    return f"  {shown(of.at, zone)}  {what(of.kind, of.subject)}{cause}{notes.get(of.origin, '')}"


def absence(
    door: Door, journey: Journey | None, zone: tzinfo, latest: Sequence[Happening] = ()
) -> str:
    """Why somebody who was never refused has never been in a journey."""
    if door.activated_at is None or journey is None:
        return f"{door.name} is {door.status}: it lets nobody in"
    begun = shown(door.activated_at, zone)
    ways = " or ".join(start(one) for one in journey.starts)
    if (late := left_out(journey, latest, door.activated_at)) is not None:
        words = f"{visible(happened(late.kind, []))} {shown(late.at, zone)} was imported"
        return f"{door.name}: {words}: `including imported` at its starting point would let her in"
    return f"{door.name}: nothing that starts it has happened since {begun}: {visible(ways)}"


def left_out(journey: Journey, latest: Sequence[Happening], since: int) -> Happening | None:
    """An imported sign-up that the journey would have taken live. SP-21"""
    sought = {
        kind
        for one in journey.starts
        if isinstance(one, EventPattern) and not one.include_imported
        for kind in SIGN_UPS.intersection(one.kinds)
    }
    found = (one for one in latest if one.kind in sought and one.origin == "imported")
    return next((one for one in found if one.at > since), None)
