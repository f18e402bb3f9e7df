"""The settings of declarations: what stands after the colon of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from jalon.dsl import nodes

from .words import counts, currencies, free_words, number, word, zones

WORDS = st.lists(word(free_words), min_size=1, max_size=3).map(tuple)
PHRASE = word(st.lists(free_words, min_size=1, max_size=3).map(" ".join))
LIMIT = st.tuples(number(counts)) | st.tuples(number(counts), word(st.just("customer")))
AMOUNT = nodes.Number | nodes.Money
DAY = nodes.Date | nodes.DateTime | nodes.Today

SETTINGS: Mapping[type, Mapping[str, Any]] = {
    nodes.Audience: {
        "time zone": word(zones),
        "currency": word(currencies),
        "from": nodes.Text,
        "postal address": nodes.Text,
        "website": tuple[nodes.Text, ...],
        "tags": tuple[nodes.Text, ...],
        "quiet hours": nodes.TimeRange,
        "frequency": tuple[nodes.FrequencyLimit, ...],
        "double opt-in": nodes.YesNo,
        "sms program": nodes.SmsProgram,
    },
    nodes.Store: {
        "time zone": word(zones),
        "currency": word(currencies),
        "platform": word(free_words),
        "domain": nodes.Text,
        "cart abandoned after": nodes.Duration,
        "low stock": nodes.Number,
        "counted orders": word(st.sampled_from(["paid", "not cancelled"])),
        "has": st.lists(PHRASE, min_size=1, max_size=3).map(tuple),
        "sync contacts": nodes.YesNo,
        "sync sms since": DAY,
        "sync new contacts back": nodes.YesNo,
        "sync events": nodes.YesNo,
        "promo codes every": nodes.Duration,
        "privacy": word(free_words),
        "sell with shop": nodes.YesNo,
    },
    nodes.Email: {
        "from": nodes.Text,
        "kind": word(free_words),
        "body": nodes.Text,
        "subject": nodes.Text,
        "preheader": nodes.Text,
        "track": WORDS,
    },
    nodes.Sms: {"kind": word(free_words), "body": nodes.Text},
    nodes.Discount: {"limit": LIMIT, "minimum spend": AMOUNT, "ends": DAY},
    nodes.Offer: {
        "status": word(free_words),
        "store": nodes.Name,
        "discount": nodes.Name,
        "banner": nodes.Text,
    },
    nodes.Webhook: {"body": nodes.Text, "url": nodes.Text | nodes.Secret, "header": nodes.Header},
}
EMPTY_ALLOWED = (nodes.Store, nodes.Email, nodes.Sms, nodes.Discount)
