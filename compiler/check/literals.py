"""Checks of literals, wherever they stand: durations, percentages, currencies, zones, counts."""

from __future__ import annotations

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Fix
from ...dsl.nearest import nearest
from ..exact import LARGEST, LONGEST_DAYS, basis_points, has_part_of_day, length, minor_units, units
from ..ir.currencies import DECIMALS
from ..rules.meaning import (
    NO_TIME_AT_ALL,
    NOT_A_COUNT,
    NOT_A_DURATION,
    PERCENTAGE_OUT_OF_RANGE,
    TOO_PRECISE,
    UNKNOWN_TIME_ZONE,
)
from ..rules.stores import UNKNOWN_CURRENCY
from .place import Checks, Findings, On, Place


def duration(node: nodes.Duration, place: Place) -> Findings:
    """`0 days`, `1.5 days`, `900 years`."""
    said = place.text(node)
    if all(count == 0 for count, _ in node.parts):
        words = f"`{said}` is no time at all"
        yield NO_TIME_AT_ALL, Finding(node.span, words, "write a longer time, or drop the line")
    elif has_part_of_day(node):
        words = f"`{said}` has a part of a day, which the calendar does not know"
        yield NOT_A_DURATION, Finding(node.span, words, "write it in hours: `36h`")
    elif length(node) is None:
        words = f"`{said}` is longer than {LONGEST_DAYS // 365} years, or finer than a millisecond"
        help = "write it in whole units, such as `90s`, `36h` or `2 years`"
        yield NOT_A_DURATION, Finding(node.span, words, help)


def percentage(node: nodes.Percentage, place: Place) -> Findings:
    """`120%`, `33.333%`."""
    if not 0 <= node.value <= 100:
        words = f"`{place.text(node)}` is not between 0% and 100%"
        rule = "OFFER-16" if isinstance(place.parent, nodes.Discount) else None
        help = "write a share of everybody, such as `10%`"
        yield PERCENTAGE_OUT_OF_RANGE, Finding(node.span, words, help, None, rule)
    elif basis_points(node.value) is None:
        words = f"`{place.text(node)}` has more than two decimals"
        yield TOO_PRECISE, Finding(node.span, words, "round it: `33.33%`")


def money(node: nodes.Money, place: Place) -> Findings:
    """`5 EUX`, `12.345 EUR`."""
    decimals = DECIMALS.get(node.currency)
    if decimals is None:
        end = node.span.end
        code = nodes.Word(node.currency, span=type(node.span)(end - len(node.currency), end))
        yield from currency(code)
    elif minor_units(node.amount, decimals) is None:
        yield TOO_PRECISE, too_precise(node, decimals, place)


def too_precise(node: nodes.Number | nodes.Money, decimals: int, place: Place) -> Finding:
    """The finding of a value that is too large, or has more decimals than can be kept."""
    value = node.amount if isinstance(node, nodes.Money) else node.value
    said = place.text(node)
    if units(value, 10**decimals) is None and value == value.to_integral_value():
        return Finding(node.span, f"`{said}` is too large a number", "write a smaller one")
    most = "no decimals" if not decimals else f"{decimals} decimals at most"
    words = f"`{said}` cannot be kept exactly: it may have {most}"
    return Finding(node.span, words, "round it")


def currency(word: nodes.Word) -> Findings:
    """`currency: EUX`."""
    if DECIMALS.get(word.value) is None:
        near = nearest(word.value, DECIMALS)
        words = f"there is no currency `{word.value}`"
        help = f"did you mean `{near}`?" if near else "write a code of three letters: `EUR`, `USD`"
        yield (
            UNKNOWN_CURRENCY,
            Finding(word.span, words, help, Fix(word.span, near) if near else None),
        )


def time_zone(word: nodes.Word) -> Findings:
    """`time zone: Europe/Pari`."""
    import zoneinfo  # only a project that names a zone pays for this

    try:
        zoneinfo.ZoneInfo(word.value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest(word.value, zoneinfo.available_timezones())
        help = f"did you mean `{near}`?" if near else "write a name such as `Europe/Paris`"
        words = f"there is no time zone `{word.value}`"
        yield (
            UNKNOWN_TIME_ZONE,
            Finding(word.span, words, help, Fix(word.span, near) if near else None),
        )


def count(node: nodes.Count, place: Place) -> Findings:
    """`at least 2.5 times`, `at least 0 times`, `less than 0 times`."""
    times = node.times.value
    if units(times, 1) is None or times < 0:
        words = f"`{place.text(node.times)}` is no number of times: count in whole numbers"
        yield NOT_A_COUNT, Finding(node.times.span, words, "say `at least 2 times`")
    elif times == 0 and node.op in (nodes.Op.AT_LEAST, nodes.Op.LESS):
        always = "always" if node.op is nodes.Op.AT_LEAST else "never"
        words = f"`{place.text(node)}` is {always} true"
        yield NOT_A_COUNT, Finding(node.span, words, "say `at least 1 time`, or `not` before it")


def last_emails(node: nodes.RecentEmails, place: Place) -> Findings:
    """`opened any of the last 99999999999999999999 emails`: more than a column holds. SEG-69."""
    if node.last is not None and node.last > LARGEST:
        words = f"`{node.last}` is no number of emails: it is too large"
        yield NOT_A_COUNT, Finding(node.span, words, "say `the last 5 emails`", None, "SEG-69")


def received(node: nodes.ReceivedCount, place: Place) -> Findings:
    """`ana received exactly 2.5 messages`."""
    if units(node.number.value, 1) is None:
        words = f"`{place.text(node.number)}` is no number of messages"
        yield NOT_A_COUNT, Finding(node.number.span, words, "count in whole numbers")


CHECKS: Checks = (
    On(nodes.Duration, duration),
    On(nodes.Percentage, percentage),
    On(nodes.Money, money),
    On(nodes.Count, count),
    On(nodes.RecentEmails, last_emails),
    On(nodes.ReceivedCount, received),
)
