"""Conditions: true or false of one contact at one instant, never unknown."""

from __future__ import annotations

from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from jalon.compiler.ir import Predicate
from jalon.compiler.ir import predicates as leaf

from . import activity, rewards, shopping
from .clock import milliseconds_of_day
from .comparing import number_passes, text_passes
from .periods import contains, contains_day, is_known
from .view import View

MILLION = 1_000_000
EARTH = 6_371_008_800  # millimetres


def holds(predicate: Predicate, view: View) -> bool:
    """Whether the predicate is true of the contact."""
    match predicate:
        case leaf.All():
            return all(holds(part, view) for part in predicate.parts)
        case leaf.Any():
            return any(holds(part, view) for part in predicate.parts)
        case leaf.Not():
            return not holds(predicate.part, view)
        case leaf.InSegment():
            return in_segment(predicate.segment, view)
    return is_known(getattr(predicate, "period", None), view) and leaf_holds(predicate, view)


def in_segment(name: str, view: View) -> bool:
    """Archived contacts are in no segment."""
    (segment,) = [one for one in view.program.segments if one.name == name]
    return not view.contact.archived and holds(segment.predicate, view)


def leaf_holds(predicate: Predicate, view: View) -> bool:
    """A condition about what she bought or did, or else about herself."""
    match predicate:
        case leaf.Orders():
            return shopping.order_figure(predicate, view)
        case leaf.OrderDate():
            return shopping.order_date(predicate, view)
        case leaf.Bought():
            return shopping.bought(predicate, view)
        case leaf.AbandonedCart():
            return shopping.abandoned_cart(predicate, view)
        case leaf.DidEvent():
            return activity.did_event(predicate, view)
        case leaf.MessageActivity():
            return activity.message_activity(predicate, view)
        case leaf.JourneyActivity():
            return activity.journey_activity(predicate, view)
        case leaf.ScoreTest():
            return rewards.score_test(predicate, view)
        case leaf.HasDiscount():
            return rewards.has_discount(predicate, view)
        case leaf.PropertyTest():
            return property_test(predicate, view)
        case leaf.PropertyBlank():
            value = view.event.properties.get(predicate.name) if view.event else None
            return value is None or (isinstance(value, str) and not value.strip())
    return personal(predicate, view)


def personal(predicate: Predicate, view: View) -> bool:
    """A condition that needs nothing but the contact and the time."""
    match predicate:
        case leaf.Tagged():
            return any(tag in view.contact.tags for tag in predicate.tags)
        case leaf.InGroup():
            belongs = [group in view.contact.groups for group in predicate.groups]
            return all(belongs) if predicate.every else any(belongs)
        case leaf.LocalTime():
            return in_window(milliseconds_of_day(view.wall), predicate.start, predicate.end)
        case leaf.Near():
            return near(predicate, view)
        case leaf.Blank():
            return view.contact.values.get(predicate.attribute) in (None, "")
    return attribute_test(predicate, view)


def near(circle: leaf.Near, view: View) -> bool:
    """Whether she is so near, by the haversine formula."""
    values = view.contact.values
    if values.get("latitude") is None:
        return False
    here = [radians(int(values[name] or 0) / MILLION) for name in ("latitude", "longitude")]
    there = [radians(circle.latitude / MILLION), radians(circle.longitude / MILLION)]
    north, east = here[0] - there[0], here[1] - there[1]
    half = sin(north / 2) ** 2 + cos(here[0]) * cos(there[0]) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1, sqrt(half))) <= circle.distance


def in_window(time: int, start: int, end: int) -> bool:
    """Whether a time of day is in a window, which may cross midnight."""
    if end < start:
        return time >= start or time < end
    return start <= time < end


def attribute_test(predicate: Predicate, view: View) -> bool:
    """A condition about an attribute; false when it has no value, whatever is asked of it."""
    value = view.contact.values.get(getattr(predicate, "attribute", ""))
    if isinstance(value, str):
        assert isinstance(predicate, leaf.TextTest), predicate
        return value != "" and text_passes(value, predicate.operator, predicate.values)
    return value is not None and number_test(predicate, value, view)


def number_test(predicate: Predicate, value: int, view: View) -> bool:
    """A condition about an attribute that is kept as a number."""
    match predicate:
        case leaf.NumberTest():
            scale = MILLION if predicate.attribute == "rating" else 1
            compare = predicate.compare
            return number_passes(value * scale, compare, predicate.value, predicate.upto)
        case leaf.FlagTest():
            return value == 1
        case leaf.DateTest():
            return contains_day(predicate.period, value, view)
        case leaf.InstantTest():
            return contains(predicate.period, value, view)
        case leaf.BirthdayTest():
            return birthday_test(predicate, value, view)
    raise ValueError(predicate)


def birthday_test(test: leaf.BirthdayTest, birthday: int, view: View) -> bool:
    """On that month and day; or on some day of the next ones."""
    if test.month_day is not None:
        return (birthday == test.month_day) != test.negated
    today = view.wall.date()
    days = [today + timedelta(days=shift) for shift in range(test.first, test.last + 1)]
    return any(is_birthday(day, birthday) for day in days)


def is_birthday(day: date, birthday: int) -> bool:
    """Whether they celebrate on that day: born on 29 February, on the 28th of common years."""
    if day.month * 100 + day.day == birthday:
        return True
    tomorrow = day + timedelta(days=1)
    return birthday == 229 and day.month == 2 and day.day == 28 and tomorrow.day == 1


def property_test(test: leaf.PropertyTest, view: View) -> bool:
    """A condition about the event at hand."""
    value = view.event.properties.get(test.name) if view.event else None
    if isinstance(value, str) and not test.number:
        return text_passes(value, test.operator, test.texts)
    if isinstance(value, int | float) and not isinstance(value, bool) and test.number:
        return number_passes(round(value * MILLION), test.compare, test.value)
    return False
