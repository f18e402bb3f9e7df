"""Pressure: when a message may leave, by the hours, what its contact had lately, and exits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import chain

from ...compiler.ir import Audience, Journey
from ...compiler.ir.calendar import DAY
from ...compiler.ir.zones import from_wall, to_wall
from .states import Place, Quiet

FIRST_DAY = date(1970, 1, 1).toordinal()
MONDAY = 3  # 1970-01-01 was a Thursday


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many messages of a channel (None: of any) since an instant, milliseconds UTC."""

    channel: str | None
    most: int
    since: int


@dataclass(frozen=True, slots=True)
class Pressure:
    """What one message obeys; what is transactional obeys nothing. STEP-43, STEP-44

    `endings` are the kinds of events that may end its run (None: any): with one of them behind the
    last tick, it waits for the next.
    """

    quiet: Sequence[Quiet] = ()
    limits: Sequence[Limit] = ()
    endings: Sequence[str | None] = ()


Pressures = Mapping[Place, Pressure]


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a message goes: its channel, the contact's zone, and the journey it comes from."""

    channel: str
    zone: tzinfo
    journey: Journey | None = None


def pressure(audience: Audience, box: Letterbox, now: int) -> Pressure:
    """What a marketing message obeys at an instant."""
    limits = [
        Limit(one.channel, one.most, beginning(one.per, now, box.zone))
        for one in audience.frequency
        if one.channel in (None, box.channel)
    ]
    return Pressure(quiet_hours(audience, box), limits, endings(box.journey))


def endings(journey: Journey | None) -> list[str | None]:
    """The kinds of events that may end a run of a journey; None where a condition may. STEP-07"""
    exits = () if journey is None else journey.exits
    kinds = ((None,) if one.event is None else one.event.kinds for one in exits)
    return list(dict.fromkeys(chain.from_iterable(kinds)))


def quiet_hours(audience: Audience, box: Letterbox) -> list[Quiet]:
    """The journey's own hours, and for texts the audience's too; none where it asks for none."""
    own = None if box.journey is None else box.journey.quiet_hours
    if own is not None and own.start == own.end:
        return []
    hours = (own, audience.quiet_hours if box.channel == "sms" else None)
    return [(one.start, one.end) for one in hours if one is not None and one.start != one.end]


def beginning(per: str, now: int, zone: tzinfo) -> int:
    """When the contact's present day, week or month began, on her own calendar."""
    today = to_wall(now, zone) // DAY
    first = {
        "day": lambda: today,
        "week": lambda: today - (today + MONDAY) % 7,
        "month": lambda: date.fromordinal(FIRST_DAY + today).replace(day=1).toordinal() - FIRST_DAY,
    }[per]()
    return from_wall(first * DAY, zone)
