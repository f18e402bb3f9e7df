"""Checks of what goes out: webhooks, notes to teammates, surveys, and when messages may leave."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import units
from ..resolve.facts import Settings
from ..resolve.sends import starts
from ..rules.outbound import (
    FREQUENCY,
    HOLDOUT,
    NOTIFY_WHOM,
    QUIET_HOURS_BYPASS,
    WEBHOOK_ADDRESS,
    WEBHOOK_HEADER,
)
from .names import unknown
from .place import Checks, Findings, On, Place

ADDRESS: Final = r"[^\s<>@{}]+@[^\s<>@{}]+"
HEADER_NAME: Final = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # RFC 9110, 5.6.2
OURS: Final = frozenset(
    {
        "host",
        "connection",
        "content-length",
        "idempotency-key",
        "keep-alive",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
PERIODS: Final = ("day", "week", "month")
ASKED_FOR: Final = (nodes.TextsKeyword, nodes.OrderNotified)  # STEP-44


def call(node: nodes.CallWebhook, place: Place) -> Findings:
    """`call webhook crn`."""
    symbols = place.project.symbols
    if not symbols.known(nodes.Webhook, node.webhook.text):
        rule, found = unknown(node.webhook, "webhook", symbols.names(nodes.Webhook), place)
        yield rule, replace(found, catalogue="STEP-49")


def survey(node: nodes.SendEmail, place: Place) -> Findings:
    """`send email hello with survey npx`. STEP-41."""
    symbols = place.project.symbols
    if node.survey and not symbols.known(nodes.Survey, node.survey.text):
        rule, found = unknown(node.survey, "survey", symbols.names(nodes.Survey), place)
        yield rule, replace(found, catalogue="STEP-41")


def address(node: nodes.Webhook, place: Place) -> Findings:
    """A webhook without an address, or with one that is none. STEP-49."""
    said = Settings.of(node.settings).all("url", nodes.Node)
    if not said:
        words = f"the webhook `{node.name}` has no address"
        help = 'add `url: "https://crm.example/hooks/jalon"`'
        yield WEBHOOK_ADDRESS, Finding(node.name.span, words, help)
    elif isinstance(said[0], nodes.Text) and not reachable(said[0].value):
        words = f"`{said[0].value}` is no address that a request can go to"
        help = "write the whole address: `https://crm.example/hooks/jalon`"
        yield WEBHOOK_ADDRESS, Finding(said[0].span, words, help)


def reachable(url: str) -> bool:
    """Whether it is an address of the web: without a login, spaces or template variables."""
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port != 0
    except ValueError:
        return False
    plain = re.fullmatch(r"[!-z|~]+", url) is not None
    return (
        parts.scheme in ("https", "http")
        and bool(parts.hostname)
        and parts.username is None
        and plain
        and port_is_fine
    )


def headers(node: nodes.Webhook, place: Place) -> Findings:
    """`header: "X Token" is "1"`, `header: "Host" is "x"`, the same one twice. STEP-49."""
    seen: set[str] = set()
    settings = (one for one in node.settings if one.key == "header")
    for header in (value for one in settings for value in one.values):
        if isinstance(header, nodes.Header):
            if words := wrong_header(header, seen):
                help = 'rename it, or drop the line: `header: "X-Token" is env:CRM_TOKEN`'
                yield WEBHOOK_HEADER, Finding(header.span, words, help)
            seen.add(header.name.value.lower())


def wrong_header(header: nodes.Header, seen: set[str]) -> str | None:
    """What is wrong with a header, if anything."""
    name = header.name.value
    if not re.fullmatch(HEADER_NAME, name):
        return f"`{name}` is no name of a header"
    if name.lower() in OURS:
        return f"the header `{name}` is written by Jalon itself"
    if name.lower() in seen:
        return f"there is a header `{name}` already"
    value = header.value.value if isinstance(header.value, nodes.Text) else ""
    if not re.fullmatch(r"[\t -~]*", value):
        return f"the value of the header `{name}` is not one line of ASCII"
    return None


def whom(node: nodes.Notify, place: Place) -> Findings:
    """`notify "the team" "…"`. STEP-51."""
    if not re.fullmatch(ADDRESS, node.address.value.strip()):
        words = f"`{node.address.value}` is no address to write to"
        yield NOTIFY_WHOM, Finding(node.address.span, words, 'write `notify "care@x.example" "…"`')
    elif not node.message.value.strip():
        help = "write what the teammate has to know"
        yield NOTIFY_WHOM, Finding(node.message.span, "the note is empty", help)


def bypass(node: nodes.QuietHours, place: Place) -> Findings:
    """`quiet hours: none` where nobody asked for a message just now. STEP-44."""
    journey = place.inside(nodes.Journey)
    points = starts(journey) if journey else []
    other = next((one for one in points if not isinstance(one.event, ASKED_FOR)), None)
    if node.hours is None and other:
        words = f"`{place.text(other.event)}` is no reason to disturb anybody in quiet hours"
        help = "only a keyword that was texted and an order notification are: drop the line"
        yield QUIET_HOURS_BYPASS, Finding(node.span, words, help)


def limit(node: nodes.FrequencyLimit, place: Place) -> Findings:
    """`0 emails per day`, `1 email per year`."""
    number = units(node.messages.value, 1)
    if number is None or number < 1:
        words = f"`{place.text(node.messages)}` is no number of messages"
        yield FREQUENCY, Finding(node.messages.span, words, "it is a whole number from 1 on")
    if node.per.value not in PERIODS:
        words = f"messages are not counted per {node.per.value}"
        yield FREQUENCY, Finding(node.per.span, words, f"say per {', '.join(PERIODS)}")


def limits(node: nodes.Setting, place: Place) -> Findings:
    """`1 email per day, 2 emails per day`."""
    seen: set[tuple[str, str]] = set()
    for one in node.values if node.key == "frequency" else ():
        if isinstance(one, nodes.FrequencyLimit):
            what = (one.channel.value, one.per.value)
            if what in seen:
                words = f"there is a limit of {what[0]} per {what[1]} already"
                yield FREQUENCY, Finding(one.span, words, "keep the one you mean")
            seen.add(what)


def holdout(node: nodes.Holdout, place: Place) -> Findings:
    """`holdout: 0%`, `holdout: 100%`."""
    if node.share.value in (0, 100):
        whom = "nobody" if node.share.value == 0 else "everybody"
        words = f"`{place.text(node)}` holds {whom} out"
        yield HOLDOUT, Finding(node.share.span, words, "say, for example, `holdout: 10%`")


CHECKS: Checks = (
    On(nodes.CallWebhook, call),
    On(nodes.SendEmail, survey),
    On(nodes.Webhook, address),
    On(nodes.Webhook, headers),
    On(nodes.Notify, whom),
    On(nodes.QuietHours, bypass),
    On(nodes.FrequencyLimit, limit),
    On(nodes.Setting, limits),
    On(nodes.Holdout, holdout),
)
