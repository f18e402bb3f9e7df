"""Tokens to literals: names, texts, numbers, dates and times."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from unicodedata import is_normalized, normalize

from .. import nodes
from ..diagnostics import Finding
from ..nodes import Channel, Unit, Weekday
from ..rules import BAD_NUMBER, IMPOSSIBLE_DATE, IMPOSSIBLE_TIME, Mistake
from ..source import Span
from ..tokens import Token
from .texts import text_value

LONGEST_NUMBER = 30
_UNITS = {
    "s": Unit.SECOND,
    "m": Unit.MINUTE,
    "h": Unit.HOUR,
    "d": Unit.DAY,
    "w": Unit.WEEK,
    "y": Unit.YEAR,
}
_YES = {"yes", "on", "true"}


def constant(value: Any) -> Callable[..., Any]:
    """An action for words that always stand for the same value."""

    def make(*, span: Span) -> Any:
        del span
        return value

    return make


def collect(*parts: Any, span: Span) -> tuple[Any, ...]:
    """The parts of a list."""
    del span
    return parts


def numeral(token: Token) -> Decimal:
    """The value of a numeral."""
    if len(token.text) > LONGEST_NUMBER:
        message = "this number has too many digits"
        raise Mistake(BAD_NUMBER, Finding(token.span, message, "thirty are the most"))
    return Decimal(token.text)


def whole(token: Token) -> int:
    """The value of a numeral that counts things."""
    value = numeral(token)
    if value != value.to_integral_value():
        message = f"`{token.text}` is not a whole number"
        raise Mistake(BAD_NUMBER, Finding(token.span, message, "count in whole numbers"))
    return int(value)


def unit(token: Token) -> Unit:
    """`min`, `minutes` and `m` are minutes; months are never shortened to one letter."""
    word = token.text.lower()
    return Unit.MONTH if word.startswith("mo") else _UNITS[word[0]]


def _name(token: Token, *, span: Span) -> nodes.Name:
    text = token.text
    return nodes.Name(text if is_normalized("NFC", text) else normalize("NFC", text), span=span)


def _quoted_name(token: Token, *, span: Span) -> nodes.Name:
    return nodes.Name(normalize("NFC", text_value(token)), True, span=span)


def _text(token: Token, *, span: Span) -> nodes.Text:
    return nodes.Text(text_value(token), span=span)


def _bare_text(token: Token, *, span: Span) -> nodes.Text:
    return nodes.Text(token.text, span=span)


def _word(token: Token, *, span: Span) -> nodes.Word:
    return nodes.Word(token.text, span=span)


def _options(*tokens: Token, span: Span) -> nodes.Word:
    return nodes.Word(" ".join(token.text.lower() for token in tokens), span=span)


def _zone(*tokens: Token, span: Span) -> nodes.Word:
    return nodes.Word("/".join(token.text for token in tokens), span=span)


def _number(token: Token, *, span: Span) -> nodes.Number:
    return nodes.Number(numeral(token), span=span)


def _negative(token: Token, *, span: Span) -> nodes.Number:
    return nodes.Number(-numeral(token), span=span)


def _money(token: Token, currency: Token, *, span: Span) -> nodes.Money:
    return nodes.Money(numeral(token), currency.text, span=span)


def _percentage(token: Token, *, span: Span) -> nodes.Percentage:
    return nodes.Percentage(numeral(token), span=span)


def _duration(*tokens: Token, span: Span) -> nodes.Duration:
    pairs = zip(tokens[::2], tokens[1::2], strict=True)
    return nodes.Duration(tuple((numeral(count), unit(word)) for count, word in pairs), span=span)


def _change(token: Token, *, span: Span) -> nodes.Change:
    return nodes.Change(numeral(token), span=span)


def _day(token: Token) -> datetime.date:
    try:
        return datetime.date.fromisoformat(token.text)
    except ValueError:
        message = f"there is no day `{token.text}`"
        help_ = "a date is written year-month-day, such as `2026-12-24`"
        raise Mistake(IMPOSSIBLE_DATE, Finding(token.span, message, help_)) from None


def _clock(token: Token) -> datetime.time:
    hour, minute = (int(part) for part in token.text.split(":"))
    try:
        return datetime.time(hour, minute)
    except ValueError:
        message = f"`{token.text}` is not a time of day"
        help_ = "times go from `00:00` to `23:59`"
        raise Mistake(IMPOSSIBLE_TIME, Finding(token.span, message, help_)) from None


def _date(token: Token, *, span: Span) -> nodes.Date:
    return nodes.Date(_day(token), span=span)


def _time(token: Token, *, span: Span) -> nodes.Time:
    return nodes.Time(_clock(token), span=span)


def _date_time(day: Token, clock: Token, *, span: Span) -> nodes.DateTime:
    return nodes.DateTime(datetime.datetime.combine(_day(day), _clock(clock)), span=span)


def _month_day(token: Token, *, span: Span) -> nodes.MonthDay:
    month, day = (int(part) for part in token.text.split("-"))
    try:
        datetime.date(2000, month, day)
    except ValueError:
        message = f"there is no day `{token.text}` in any year"
        help_ = "a day of every year is written month-day, such as `12-24`"
        raise Mistake(IMPOSSIBLE_DATE, Finding(token.span, message, help_)) from None
    return nodes.MonthDay(month, day, span=span)


def weekday(token: Token) -> Weekday:
    """The day a word names."""
    return Weekday(token.text.lower())


def _day_name(token: Token, *, span: Span) -> nodes.DayName:
    return nodes.DayName(weekday(token), span=span)


def _yes_no(token: Token, *, span: Span) -> nodes.YesNo:
    return nodes.YesNo(token.text.lower() in _YES, span=span)


def _secret(token: Token, *, span: Span) -> nodes.Secret:
    return nodes.Secret(token.text.removeprefix("env:"), span=span)


ACTIONS: dict[str, Callable[..., Any]] = {
    "name": _name,
    "quoted_name": _quoted_name,
    "text": _text,
    "bare_text": _bare_text,
    "word": _word,
    "option": _options,
    "options": _options,
    "zone": _zone,
    "things": collect,
    "number": _number,
    "negative": _negative,
    "money": _money,
    "percentage": _percentage,
    "duration": _duration,
    "change": _change,
    "date": _date,
    "date_time": _date_time,
    "time": _time,
    "month_day": _month_day,
    "day_name": _day_name,
    "yes_no": _yes_no,
    "secret": _secret,
    "today": nodes.Today,
    "now": nodes.Now,
    "empty": nodes.Empty,
    "event_property": nodes.EventProperty,
    "time_range": nodes.TimeRange,
    "group_name": nodes.GroupName,
    "group_names": collect,
    "by_email": constant(Channel.EMAIL),
    "by_sms": constant(Channel.SMS),
}
