"""Tests of attributes and event properties to predicates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ...dsl import nodes
from ..exact import clock
from ..ir import predicates as p
from ..ir.calendar import Period
from ..ir.text import fold
from ..resolve.attributes import Attribute, Type
from .literals import duration, millionths, month_day
from .periods import end_of, in_days, period, start_of, whole_days
from .scope import Unchecked

TEXT_OPERATORS: Final[Mapping[nodes.TextOp, p.TextOperator]] = {
    nodes.TextOp.IS: "is",
    nodes.TextOp.CONTAINS: "contains",
    nodes.TextOp.NOT_CONTAINS: "not_contains",
    nodes.TextOp.STARTS_WITH: "starts",
    nodes.TextOp.ENDS_WITH: "ends",
}
BUYERS: Final = frozenset({"lifetime_value", "purchase_likelihood"})
COMPARISONS: Final[Mapping[nodes.Op, p.Comparison]] = {op: op.value for op in nodes.Op}


def attribute_test(test: nodes.Test, about: Attribute) -> p.Predicate:
    """The predicate of a test of an attribute."""
    if isinstance(test, nodes.Blank):
        blank = p.Blank(attribute=about.key)
        filled = _of_buyers(p.Not(part=blank), about)
        return filled if test.filled else _opposite(filled)
    return _of_buyers(BY_TYPE[about.type](test, about), about)


def _of_buyers(test: p.Predicate, about: Attribute) -> p.Predicate:
    """What is predicted of purchases is known of those only who ever made one. SEG-76"""
    return p.All(parts=(p.Bought(), test)) if about.key in BUYERS else test


def _opposite(part: p.Predicate) -> p.Predicate:
    return part.part if isinstance(part, p.Not) else p.Not(part=part)


def _text(test: nodes.Test, about: Attribute) -> p.Predicate:
    operator, text = text_test(test)
    return p.TextTest(attribute=about.key, operator=operator, values=(text,))


def text_test(test: nodes.Test) -> tuple[p.TextOperator, str]:
    """The operator of a test of text, and the folded text."""
    match test:
        case nodes.Matches():
            return TEXT_OPERATORS[test.op], fold(test.text.value)
        case nodes.Compare(value=nodes.Text(value=text) | nodes.Word(value=text)):
            return "is_not" if test.op is nodes.Op.NOT_EQUAL else "is", fold(text)
        case _:
            raise Unchecked("a test that is not of text")


def _number(test: nodes.Test, about: Attribute) -> p.Predicate:
    match test:
        case nodes.Between(low=nodes.Number() as low, high=nodes.Number() as high):
            return p.NumberTest(
                attribute=about.key, compare=">=", value=millionths(low), upto=millionths(high)
            )
        case nodes.Compare(value=nodes.Number() as number):
            compare = COMPARISONS[test.op]
            return p.NumberTest(attribute=about.key, compare=compare, value=millionths(number))
        case _:
            raise Unchecked("a test that is not of numbers")


def _flag(test: nodes.Test, about: Attribute) -> p.Predicate:
    match test:
        case nodes.Compare(op=op, value=nodes.YesNo(value=value)):
            yes = value is (op is nodes.Op.EQUAL)
            flag = p.FlagTest(attribute=about.key)
            return flag if yes else _present_but(flag, about)
        case _:
            raise Unchecked("a test that is not of yes or no")


def _present_but(part: p.Predicate, about: Attribute) -> p.Predicate:
    """Not the part, and not absent either: a comparison with nothing is false. SEG-21."""
    return p.All(parts=(p.Not(part=p.Blank(attribute=about.key)), p.Not(part=part)))


def when(test: nodes.Test) -> Period:
    """The period that a test of a date asks for; of `is not`, the one it leaves out."""
    match test:
        case nodes.During(window=window):
            return period(window)
        case nodes.Between(low=low, high=high):
            return whole_days(_day(low), _day(high))
        case nodes.Compare(op=op, value=value):
            return _compared(op, _day(value))
        case _:
            raise Unchecked("a test that is not of dates")


def _day(value: nodes.Node) -> nodes.Day:
    if isinstance(value, nodes.Date | nodes.DateTime | nodes.Today):
        return value
    raise Unchecked("a value that is no date")


def _compared(op: nodes.Op, day: nodes.Day) -> Period:
    strict = isinstance(day, nodes.DateTime)
    match op:
        case nodes.Op.GREATER:
            return Period(lower=end_of(day), lower_strict=strict)
        case nodes.Op.AT_LEAST:
            return Period(lower=start_of(day))
        case nodes.Op.LESS:
            return Period(upper=start_of(day), upper_strict=True)
        case nodes.Op.AT_MOST:
            return Period(upper=end_of(day), upper_strict=not strict)
        case _:
            return whole_days(day, day)


def _date(test: nodes.Test, about: Attribute) -> p.Predicate:
    found = p.DateTest(attribute=about.key, period=in_days(when(test)))
    return _present_but(found, about) if _negative(test) else found


def _instant(test: nodes.Test, about: Attribute) -> p.Predicate:
    found = p.InstantTest(attribute=about.key, period=when(test))
    return _present_but(found, about) if _negative(test) else found


def _negative(test: nodes.Test) -> bool:
    return isinstance(test, nodes.Compare) and test.op is nodes.Op.NOT_EQUAL


def _birthday(test: nodes.Test, about: Attribute) -> p.Predicate:
    negated = _negative(test)
    match test:
        case nodes.Compare(value=nodes.MonthDay() as day):
            return p.BirthdayTest(attribute=about.key, month_day=month_day(day), negated=negated)
        case nodes.Compare(value=nodes.Today()):
            found = p.BirthdayTest(attribute=about.key)
            return _present_but(found, about) if negated else found
        case nodes.During(window=window):
            first, last = birthday_days(window)
            return p.BirthdayTest(attribute=about.key, first=first, last=last)
        case _:
            raise Unchecked("a test that is not of a birthday")


def birthday_days(window: nodes.Window) -> tuple[int, int]:
    """The days from today that a window holds."""
    match window:
        case nodes.InNext():
            return 0, duration(window.duration).days
        case nodes.InLast():
            return -duration(window.duration).days, 0
        case nodes.InPeriod(period=nodes.Period.YESTERDAY):
            return -1, -1
        case _:
            return 0, 0


def _clock(test: nodes.Test, about: Attribute) -> p.Predicate:
    match test:
        case nodes.Between(low=nodes.Time(value=low), high=nodes.Time(value=high)):
            return p.LocalTime(start=clock(low), end=clock(high))
        case _:
            raise Unchecked("a test that is not of a time of day")


BY_TYPE: Final[Mapping[Type, Callable[[nodes.Test, Attribute], p.Predicate]]] = {
    Type.TEXT: _text,
    Type.URL: _text,
    Type.PHONE: _text,
    Type.ADDRESS: _text,
    Type.CHOICE: _text,
    Type.STATUS: _text,
    Type.LEVEL: _text,
    Type.NUMBER: _number,
    Type.YES_NO: _flag,
    Type.DATE: _date,
    Type.INSTANT: _instant,
    Type.BIRTHDAY: _birthday,
    Type.CLOCK: _clock,
}


def property_test(name: str, test: nodes.Test) -> p.Predicate:
    """The predicate of a test of an event's property."""
    match test:
        case nodes.Blank(filled=filled):
            blank = p.PropertyBlank(name=name)
            return p.Not(part=blank) if filled else blank
        case nodes.Between(low=nodes.Number() as low, high=nodes.Number() as high):
            least = p.PropertyTest(name=name, number=True, compare=">=", value=millionths(low))
            most = p.PropertyTest(name=name, number=True, compare="<=", value=millionths(high))
            return p.All(parts=(least, most))
        case nodes.Compare(value=nodes.Number() as number):
            compare = COMPARISONS[test.op]
            return p.PropertyTest(name=name, number=True, compare=compare, value=millionths(number))
        case _:
            operator, text = text_test(test)
            return p.PropertyTest(name=name, operator=operator, texts=(text,))
