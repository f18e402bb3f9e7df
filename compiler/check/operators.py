"""The comparisons and the values that each type of attribute knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import Final

from ...dsl import nodes
from ..resolve.attributes import Type

_IS = ("is", "is not")
_BLANK = ("is blank", "is filled")
_TEXT = (*_IS, "contains", "does not contain", "starts with", "ends with", *_BLANK)
_ORDER = (">", ">=", "<", "<=", "between")
_DATES = (*_IS, *_ORDER, "before", "after", "since", "on", "in the last", "in the next", *_BLANK)

# The comparisons of each type, as written. SEG-62 to SEG-68.
OPERATORS: Final[Mapping[Type, tuple[str, ...]]] = {
    Type.TEXT: _TEXT,
    Type.URL: _TEXT,
    Type.PHONE: _TEXT,
    Type.NUMBER: (*_IS, *_ORDER, *_BLANK),
    Type.CHOICE: (*_IS, "contains", "does not contain", *_BLANK),
    Type.ADDRESS: ("contains", "does not contain", *_BLANK),
    Type.BIRTHDAY: (*_IS, "in the last", "in the next", *_BLANK),
    Type.DATE: _DATES,
    Type.INSTANT: _DATES,
    Type.YES_NO: (*_IS, *_BLANK),
    Type.STATUS: _IS,
    Type.LEVEL: (*_IS, *_BLANK),
    Type.CLOCK: ("between",),
}
# The values of each type, and how to say which they are.
VALUES: Final[Mapping[Type, tuple[tuple[type[nodes.Node], ...], str]]] = {
    Type.TEXT: ((nodes.Text,), 'a text: `"gold"`'),
    Type.URL: ((nodes.Text,), 'a text: `"https://…"`'),
    Type.PHONE: ((nodes.Text,), 'a text: `"+33…"`'),
    Type.ADDRESS: ((nodes.Text,), 'a text: `"Annecy"`'),
    Type.CHOICE: ((nodes.Text,), "one of its choices, as a text"),
    Type.NUMBER: ((nodes.Number,), "a number: `10`"),
    Type.BIRTHDAY: ((nodes.MonthDay, nodes.Today), "a month and a day: `12-24`"),
    Type.DATE: ((nodes.Date, nodes.Today), "a date: `2026-12-24`"),
    Type.INSTANT: ((nodes.Date, nodes.DateTime, nodes.Today), "a date: `2026-12-24`"),
    Type.YES_NO: ((nodes.YesNo,), "`yes` or `no`"),
    Type.STATUS: ((nodes.Word,), "a bare word: `subscribed`"),
    Type.LEVEL: ((nodes.Word,), "a bare word: `high`, `often`"),
    Type.CLOCK: ((nodes.Time,), "a time: `09:00`"),
}
_WINDOWS: Final[Mapping[type[nodes.Node], str]] = {
    nodes.InLast: "in the last",
    nodes.InNext: "in the next",
    nodes.InPeriod: "in the last",
}


@singledispatch
def operators(test: nodes.Node) -> tuple[str, ...]:
    """The comparison of a test; any of the words returned would do to allow it."""
    return ()


@operators.register
def _(test: nodes.Compare) -> tuple[str, ...]:
    return ({"=": "is", "!=": "is not"}.get(test.op, str(test.op)),)


@operators.register
def _(_test: nodes.Between) -> tuple[str, ...]:
    return ("between",)


@operators.register
def _(test: nodes.Matches) -> tuple[str, ...]:
    return (str(test.op),)


@operators.register
def _(test: nodes.Blank) -> tuple[str, ...]:
    return ("is filled" if test.filled else "is blank",)


@operators.register
def _(test: nodes.During) -> tuple[str, ...]:
    return (_WINDOWS.get(type(test.window), "before"),)


def values(test: nodes.Test) -> tuple[nodes.Node, ...]:
    """What a test compares with."""
    match test:
        case nodes.Compare():
            return (test.value,)
        case nodes.Between():
            return (test.low, test.high)
        case nodes.Matches():
            return (test.text,)
        case _:
            return ()


def a_kind(type_: Type) -> str:
    """A type in a sentence."""
    words = {Type.INSTANT: "date", Type.CLOCK: "time of day", Type.YES_NO: "yes/no"}
    noun = words.get(type_, str(type_))
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
