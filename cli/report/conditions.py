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
        case p.Orders() | p.OrderDate() | p.Bought() | p.AbandonedCart():
            return purchase(of)
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


def purchase(of: p.Orders | p.OrderDate | p.Bought | p.AbandonedCart) -> str:
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
        case p.AbandonedCart():
            worth = f" worth {of.compare} {amount(of.amount)}" if of.amount else ""
            return f"abandoned a cart{worth}{when}{shop}"
        case _:
            assert_never(of)


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
            times = "" if (of.compare, of.times) == (">=", 1) else f" {of.compare} {of.times} times"
            where = f" where {condition(of.where)}" if of.where else ""
            return f"{what}{times}{period(of.period)}{where}"
        case p.MessageActivity():
            recent = f"any of the last {of.latest} emails" if of.latest else "any email"
            named = f"email {of.message}" if of.message else recent
            return f"{_MESSAGES[of.did]} {named}{period(of.period)}"
        case p.JourneyActivity():
            return f"{_JOURNEYS[of.did]} {of.journey}"
        case p.PropertyTest():
            test = f"{of.compare} {number(of.value)}"
            text = f"{_OPERATORS[of.operator]} {quoted(of.texts)}"
            return f"event.{of.name} {test if of.number else text}"
        case _:
            assert_never(of)


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
    | p.InSegment
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
        case p.InSegment():
            return f"in segment {of.segment}"
        case p.LocalTime():
            return f"local time between {clock(of.start)} and {clock(of.end)}"
        case _:
            assert_never(of)


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
