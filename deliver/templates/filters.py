"""The filters and tests of templates: small, pure, and bounded in what they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from . import languages
from .errors import TemplateError
from .values import LONGEST, shown


def text_of(value: object) -> str:
    """The text of one value; an unknown name fails here, with its own words."""
    return str(value) if isinstance(value, Undefined) else shown(value)


def bounded(text: str) -> str:
    """The text, unless it is longer than any message may be."""
    if len(text) > LONGEST:
        raise TemplateError("this text grows too long")
    return text


def number_of(value: object) -> int | float:
    """The number a value is, or spells."""
    if isinstance(value, bool | int | float):
        return value
    try:
        spelled = float(text_of(value)[:40])
    except ValueError:
        raise TemplateError(f"`{text_of(value)[:40]}` is not a number") from None
    return int(spelled) if spelled.is_integer() else spelled


def items_of(value: object) -> list[Any]:
    """The items of a list, or the names of a record; an absent one has none."""
    if isinstance(value, Undefined):
        return list(value)  # fails, with the words of the unknown name
    if value is None:
        return []
    if isinstance(value, list | tuple | dict):
        return list(value)
    raise TemplateError("only a list can be repeated, counted or joined")


def default(value: object, other: object = "") -> object:
    """The value, or the other one when it is absent, empty or unknown."""
    return other if isinstance(value, Undefined) or value is None or value == "" else value


def upper(value: object) -> str:
    """In capitals."""
    return text_of(value).upper()


def lower(value: object) -> str:
    """In small letters."""
    return text_of(value).lower()


def capitalize(value: object) -> str:
    """The first letter large, the others as they are."""
    text = text_of(value)
    return text[:1].upper() + text[1:]


def title(value: object) -> str:
    """The first letter of each word large."""
    return " ".join(capitalize(word) for word in text_of(value).split(" "))


def trim(value: object) -> str:
    """Without the spaces around."""
    return text_of(value).strip()


def truncate(value: object, length: int = 80, end: str = "…") -> str:
    """At most so many characters, cut between two words where there is a gap."""
    text = text_of(value)
    if len(text) <= length:
        return text
    kept = text[: max(length - len(end), 0)]
    return (kept.rpartition(" ")[0] or kept) + end


def replace(value: object, old: object, new: object) -> str:
    """Every occurrence of one text replaced by another."""
    text, before, after = text_of(value), text_of(old), text_of(new)
    if len(text) + text.count(before) * len(after) > LONGEST:
        raise TemplateError("this text grows too long")
    return text.replace(before, after)


def join(value: object, separator: object = "") -> str:
    """The items of a list as one text."""
    between, texts = text_of(separator), [text_of(item) for item in items_of(value)]
    if sum(map(len, texts)) + len(between) * len(texts) > LONGEST:
        raise TemplateError("this text grows too long")
    return between.join(texts)


def length(value: object) -> int:
    """How many items, or characters."""
    return len(value) if isinstance(value, str) else len(items_of(value))


def first(value: object) -> object:
    """The first item, or nothing."""
    return next(iter(items_of(value)), None)


def last(value: object) -> object:
    """The last item, or nothing."""
    return next(reversed(items_of(value)), None)


def total(value: object, attribute: str | None = None) -> int | float:
    """The sum of numbers, or of one number of each record."""
    items = items_of(value)
    return sum(number_of(item.get(attribute) if attribute else item) for item in items)


def rounded(value: object, digits: int = 0) -> int | float:
    """The number with so many decimals."""
    number = round(number_of(value), min(max(int(digits), 0), 10))
    return int(number) if digits <= 0 else number


def whole(value: object) -> int:
    """The number without its decimals."""
    return int(number_of(value))


def absolute(value: object) -> int | float:
    """The number without its sign."""
    return abs(number_of(value))


def url_encoded(value: object) -> str:
    """The text as a part of an address."""
    return quote(text_of(value), safe="")


@pass_context
def number(context: Context, value: object, digits: int = 0) -> str:
    """The number in the contact's language: `1,234` or `1 234`."""
    if value is None:
        return ""
    return languages.number(number_of(value), min(max(int(digits), 0), 10), spoken(context))


@pass_context
def money(context: Context, value: object, currency: object = None) -> str:
    """The amount in the contact's language: `€129.50` or `129,50 €`."""
    if value is None:
        return ""
    if isinstance(currency, Undefined) or not currency:
        currency = field(context, "audience", "currency")
    return languages.money(number_of(value), text_of(currency), spoken(context))


@pass_context
def day(context: Context, value: object, pattern: str = "long") -> str:
    """The date in the contact's language; `long`, `short` or `iso`."""
    text = text_of(value)
    if not text:
        return ""
    try:
        return languages.day(date.fromisoformat(text[:10]), pattern, spoken(context))
    except ValueError:
        raise TemplateError(f"`{text[:40]}` is not a date") from None


def field(context: Context, record: str, name: str) -> object:
    """One value of a record that the template itself may not read, or nothing."""
    found = context.parent.get(record)
    return found.get(name) if isinstance(found, dict) else None


def spoken(context: Context) -> languages.Language:
    """The contact's language."""
    return languages.language(field(context, "contact", "language"))


def starting_with(value: object, start: object) -> bool:
    """Does the text begin so? Large and small letters are the same."""
    return lower(value).startswith(lower(start))


def ending_with(value: object, end: object) -> bool:
    """Does the text end so? Large and small letters are the same."""
    return lower(value).endswith(lower(end))


FILTERS: Mapping[str, Callable[..., object]] = {
    "abs": absolute,
    "capitalize": capitalize,
    "count": length,
    "d": default,
    "date": day,
    "default": default,
    "first": first,
    "int": whole,
    "join": join,
    "last": last,
    "length": length,
    "lower": lower,
    "money": money,
    "number": number,
    "replace": replace,
    "round": rounded,
    "sum": total,
    "title": title,
    "trim": trim,
    "truncate": truncate,
    "upper": upper,
    "urlencode": url_encoded,
}
TESTS: Mapping[str, Callable[..., bool]] = {
    "defined": lambda value: not isinstance(value, Undefined),
    "divisibleby": lambda value, by: number_of(value) % number_of(by) == 0,
    "endingwith": ending_with,
    "even": lambda value: number_of(value) % 2 == 0,
    "in": lambda value, among: value in among,
    "none": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float),
    "odd": lambda value: number_of(value) % 2 == 1,
    "startingwith": starting_with,
    "string": lambda value: isinstance(value, str),
    "undefined": lambda value: isinstance(value, Undefined),
}
