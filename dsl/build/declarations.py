"""Declarations: their first lines, still without what stands below, and their settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from .. import nodes
from ..nodes import FieldKind
from ..source import Span
from ..tokens import Token
from .clauses import Limited, unlimited
from .literals import constant, unit

SETTINGS = (
    "time zone",
    "currency",
    "from",
    "postal address",
    "website",
    "tags",
    "quiet hours",
    "frequency",
    "double opt-in",
    "sms program",
    "platform",
    "domain",
    "cart abandoned after",
    "low stock",
    "counted orders",
    "has",
    "sync contacts",
    "sync sms since",
    "sync new contacts back",
    "sync events",
    "promo codes every",
    "privacy",
    "sell with shop",
    "subject",
    "preheader",
    "kind",
    "track",
    "body",
    "limit",
    "minimum spend",
    "ends",
    "store",
    "discount",
    "banner",
    "status",
    "url",
    "header",
)

Title = nodes.Text | None


def _setting(key: str) -> Callable[..., nodes.Setting]:
    def make(*values: nodes.Node, span: Span) -> nodes.Setting:
        return nodes.Setting(key, values, span=span)

    return make


def _named(make: Callable[..., nodes.Declaration]) -> Callable[..., nodes.Declaration]:
    """A declaration whose contents stand below its first line."""

    def build(name: nodes.Name, title: Title, *, span: Span) -> nodes.Declaration:
        return make(name=name, title=title, span=span)

    return build


def _field(
    name: nodes.Name, title: Title, kind: tuple[FieldKind, tuple[nodes.Text, ...]], *, span: Span
) -> nodes.Field:
    return nodes.Field(*kind, name=name, title=title, span=span)


def _choice(*texts: nodes.Text, span: Span) -> tuple[FieldKind, tuple[nodes.Text, ...]]:
    del span
    return FieldKind.CHOICE, texts


def _group(name: nodes.Name, title: Title, *members: nodes.Name, span: Span) -> nodes.Group:
    return nodes.Group(members, name=name, title=title, span=span)


def _sms(name: nodes.Name, title: Title, text: nodes.Text | None, *, span: Span) -> nodes.Sms:
    return nodes.Sms(text, name=name, title=title, span=span)


def _survey(
    name: nodes.Name, title: Title, low: nodes.Number, high: nodes.Number, *, span: Span
) -> nodes.Survey:
    return nodes.Survey(low, high, name=name, title=title, span=span)


def _discount(
    name: nodes.Name, title: Title, benefit: nodes.Benefit, *, span: Span
) -> nodes.Discount:
    return nodes.Discount(benefit, name=name, title=title, span=span)


def _score_rule(points: nodes.Number, found: Limited, *, span: Span) -> nodes.ScoreRule:
    return nodes.ScoreRule(points, unlimited(found), span=span)


def _fixed_word(value: str) -> Callable[..., nodes.Word]:
    """A word that stands for itself, in its canonical form."""
    return partial(nodes.Word, value)


def _period(token: Token, *, span: Span) -> nodes.Word:
    return nodes.Word(unit(token).value, span=span)


def _sms_program(*parts: Any, span: Span) -> nodes.SmsProgram:
    *countries, sender = parts
    return nodes.SmsProgram(tuple(countries), sender, span=span)


FIELDS = {
    f"{kind.name.lower()}_field": constant((kind, ()))
    for kind in FieldKind
    if kind is not FieldKind.CHOICE
}

ACTIONS: dict[str, Any] = {
    **{f"{key.replace(' ', '_').replace('-', '_')}_setting": _setting(key) for key in SETTINGS},
    **FIELDS,
    "choice": _choice,
    "audience": nodes.Audience,
    "field": _field,
    "group": _group,
    "store": _named(nodes.Store),
    "segment": _named(partial(nodes.Segment, ())),
    "email": _named(nodes.Email),
    "sms": _sms,
    "survey": _survey,
    "score": _named(partial(nodes.Score, ())),
    "discount": _discount,
    "free_shipping": nodes.FreeShipping,
    "offer": _named(nodes.Offer),
    "webhook": _named(nodes.Webhook),
    "journey": _named(nodes.Journey),
    "scenario": nodes.Scenario,
    "score_rule": _score_rule,
    "frequency": nodes.FrequencyLimit,
    "emails": _fixed_word("email"),
    "smses": _fixed_word("sms"),
    "any_messages": _fixed_word("message"),
    "period": _period,
    "sms_program": _sms_program,
    "not_cancelled": _fixed_word("not cancelled"),
    "paid_only": _fixed_word("paid"),
    "header": nodes.Header,
    "per_customer": _fixed_word("customer"),
}
