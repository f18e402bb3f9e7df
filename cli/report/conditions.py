"""Conditions in words: a predicate of the ir, read aloud for graphs and timelines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from ...compiler.ir import ProductMatch
from ...compiler.ir import predicates as p
from .amounts import amount, clock, month_day, number
from .happenings import happened, quoted
from .periods import period

_FIGURES = {
    "count": "orders",
    "average": "average order",
    "single": "single order",
    "total": "total spent",
    "items_per_order": "items per order",
    "items": "items bought",
}
_OPERATORS = {
    "is": "is",
    "is_not": "is not",
    "contains": "contains",
    "not_contains": "does not contain",
    "starts": "starts with",
    "ends": "ends with",
}
_PRODUCT_TESTS = {
    "is": "",
    "contains": "containing ",
    "starts": "starting with ",
    "ends": "ending with ",
}
_JOURNEYS = {"started": "started journey", "completed": "completed journey", "in": "in journey"}
_MESSAGES = {
    "sent": "was sent",
    "opened": "opened",
    "clicked": "clicked",
    "not_opened": "did not open",
    "not_clicked": "did not click",
}


def condition(of: p.Predicate) -> str:
    """The whole condition on one line."""
    match of:
        case p.All(parts=()):
            return "always"
        case p.All():
            return joined(of.parts, " and ")
        case p.Any(parts=()):
            return "never"
        case p.Any():
            return joined(of.parts, " or ")
        case p.Not():
            return f"not {enclosed(of.part)}"
        case p.Orders() | p.OrderDate() | p.Bought():
            return purchase(of)
        case p.AbandonedCart():
            return carts(of)
        case p.DidEvent() | p.MessageActivity() | p.JourneyActivity() | p.PropertyTest():
            return activity(of)
        case _:
            return attribute(of)


def joined(parts: Sequence[p.Predicate], word: str) -> str:
    """Several conditions with a word between them."""
    if len(parts) == 1:
        return condition(parts[0])
    return word.join(enclosed(part) for part in parts)


def enclosed(of: p.Predicate) -> str:
    """A condition in parentheses when it has several parts."""
    text = condition(of)
    return f"({text})" if isinstance(of, p.All | p.Any) and len(of.parts) > 1 else text


def purchase(of: p.Orders | p.OrderDate | p.Bought) -> str:
    """What was ordered, and when."""
    shop = f" in store {of.store}" if of.store else ""
    when = period(of.period)
    match of:
        case p.Orders():
            bound = (
                f"between {amount(of.amount)} and {amount(of.upto)}"
                if of.upto
                else (f"{of.compare} {amount(of.amount)}")
            )
            return f"{_FIGURES[of.figure]} {bound}{when}{shop}"
        case p.OrderDate():
            return f"{of.which} order{when}{shop}"
        case p.Bought():
            times = f" at least {of.times} times" if of.times > 1 else ""
            return f"bought {products(of.products)}{times}{when}{shop}"
        case _:
            assert_never(of)


def carts(of: p.AbandonedCart) -> str:
    """The carts that were left behind; of which stores only where they differ."""
    worth = f" worth {of.worth} {amount(of.amount)}" if of.amount else ""
    if of.amount and of.upto:
        worth = f" worth between {amount(of.amount)} and {amount(of.upto)}"
    shops = " or ".join(f"store {rest.store}" for rest in of.rests if rest.store)
    where = f" in {shops}" if shops else ""
    return f"abandoned a cart{worth}{times(of.compare, of.times)}{period(of.period)}{where}"


def times(compare: p.Comparison, number: int) -> str:
    """How often, unless it is once at least."""
    return "" if (compare, number) == (">=", 1) else f" {compare} {number} times"


def products(match: ProductMatch | None) -> str:
    """Which products."""
    if match is None:
        return "anything"
    every = "all of " if match.every else ""
    return f"{every}{match.by} {_PRODUCT_TESTS[match.test]}{quoted(match.values)}"


def activity(of: p.DidEvent | p.MessageActivity | p.JourneyActivity | p.PropertyTest) -> str:
    """What the contact did."""
    match of:
        case p.DidEvent():
            what = " or ".join(happened(kind, of.subjects) for kind in of.kinds)
            goods = f" ({products(of.products)})" if of.products else ""
            shop = f" in store {of.store}" if of.store else ""
            counted = times(of.compare, of.times)
            return f"{what}{goods}{counted}{period(of.period)}{shop}{where(of.where)}"
        case p.MessageActivity():
            some = "all" if of.every else "any"
            recent = f"{some} of the last {of.latest} emails" if of.latest else "any email"
            named = f"email {of.message}" if of.message else recent
            counted = times(of.compare, of.times)
            return f"{_MESSAGES[of.did]} {named}{counted}{period(of.period)}{where(of.where)}"
        case p.JourneyActivity():
            return f"{_JOURNEYS[of.did]} {of.journey}"
        case p.PropertyTest():
            test = f"{of.compare} {number(of.value)}"
            text = f"{_OPERATORS[of.operator]} {quoted(of.texts)}"
            return f"event.{of.name} {test if of.number else text}"
        case _:
            assert_never(of)


def where(of: p.Predicate | None) -> str:
    """What the event at hand must be like."""
    return f" where {condition(of)}" if of else ""


Attribute = (
    p.Tagged
    | p.InGroup
    | p.TextTest
    | p.NumberTest
    | p.FlagTest
    | p.DateTest
    | p.InstantTest
    | p.BirthdayTest
    | p.Blank
    | p.Near
    | p.PropertyBlank
    | p.InSegment
    | p.ScoreTest
    | p.HasDiscount
    | p.LocalTime
)


def attribute(of: Attribute) -> str:
    """What the contact is."""
    match of:
        case p.Tagged():
            return f"tagged {quoted(of.tags)}"
        case p.InGroup():
            return f"in {'all groups' if of.every else 'group'} {', '.join(of.groups)}"
        case p.TextTest():
            return f"{named(of.attribute)} {_OPERATORS[of.operator]} {quoted(of.values)}"
        case p.NumberTest():
            upto = f" and {number(of.upto)}" if of.upto is not None else ""
            compare = "between" if upto else of.compare
            return f"{named(of.attribute)} {compare} {number(of.value)}{upto}"
        case p.FlagTest():
            return named(of.attribute)
        case p.DateTest() | p.InstantTest():
            return f"{named(of.attribute)}{period(of.period)}"
        case p.BirthdayTest():
            return birthday(of)
        case p.Blank():
            return f"{named(of.attribute)} is blank"
        case p.PropertyBlank():
            return f"event.{of.name} is blank"
        case p.Near():
            place = f"{number(of.latitude)}, {number(of.longitude)}"
            return f"within {number(of.distance)} km of {place}"
        case p.InSegment():
            return f"in segment {of.segment}"
        case p.ScoreTest() | p.HasDiscount():
            return reward(of)
        case p.LocalTime():
            return f"local time between {clock(of.start)} and {clock(of.end)}"
        case _:
            assert_never(of)


def reward(of: p.ScoreTest | p.HasDiscount) -> str:
    """Points of a score, or a code of a discount."""
    if isinstance(of, p.HasDiscount):
        return f"has discount {of.discount}"
    if of.upto is not None:
        return f"score of {of.score} between {of.points} and {of.upto}"
    return f"score of {of.score} {of.compare} {of.points}"


def named(name: str) -> str:
    """`field plan`, `first name`."""
    if name.startswith("field."):
        return name.replace(".", " ", 1)
    return name.removesuffix("_at").replace("_", " ")


def birthday(of: p.BirthdayTest) -> str:
    """A day of the year, or within days of today."""
    if of.month_day is not None:
        return f"{named(of.attribute)} {'is not' if of.negated else 'is'} {month_day(of.month_day)}"
    if (of.first, of.last) == (0, 0):
        return f"{named(of.attribute)} is today"
    return f"{named(of.attribute)} in {of.first} to {of.last} days"
