"""The fields of nodes of which the annotation allows more than the grammar, or says too little."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from jalon.dsl import nodes

from .words import (
    NOWHERE,
    counts,
    currencies,
    date_times,
    dates,
    decimals,
    free_words,
    names,
    number,
    texts,
    times,
    word,
    zones,
)

SIGNED = number(st.decimals(-(10**9), 10**9, places=2))
AMOUNT = SIGNED | st.builds(nodes.Money, decimals, currencies, span=st.just(NOWHERE))
AMOUNT_TEST = st.one_of(
    st.builds(nodes.Compare, st.sampled_from(nodes.Op), AMOUNT, span=st.just(NOWHERE)),
    st.builds(nodes.Between, AMOUNT, AMOUNT, span=st.just(NOWHERE)),
)
VALUE = (
    nodes.Text | nodes.Word | nodes.Number | nodes.Money | nodes.Percentage | nodes.Date
    | nodes.Time | nodes.DateTime | nodes.MonthDay | nodes.DayName | nodes.YesNo | nodes.Empty
    | nodes.Today | nodes.Now | nodes.EventProperty
)  # fmt: skip
WINDOW = (
    nodes.InLast | nodes.InNext | nodes.Since | nodes.SinceEmail | nodes.Before | nodes.After
    | nodes.On | nodes.InPeriod | nodes.Ago
)  # fmt: skip
PART = st.tuples(decimals, st.sampled_from(nodes.Unit))

FIELDS: Mapping[tuple[type, str], Any] = {
    (nodes.Name, "text"): names,
    (nodes.Text, "value"): texts,
    (nodes.Word, "value"): free_words,
    (nodes.Number, "value"): decimals,
    (nodes.Money, "amount"): decimals,
    (nodes.Money, "currency"): currencies,
    (nodes.Percentage, "value"): decimals,
    (nodes.Change, "amount"): decimals,
    (nodes.Duration, "parts"): st.lists(PART, min_size=1, max_size=3).map(tuple),
    (nodes.Date, "value"): dates,
    (nodes.Time, "value"): times,
    (nodes.DateTime, "value"): date_times,
    (nodes.MonthDay, "month"): st.integers(1, 12),
    (nodes.MonthDay, "day"): st.integers(1, 31),
    (nodes.Secret, "variable"): st.from_regex(r"[A-Z_][A-Z0-9_]{0,5}", fullmatch=True),
    (nodes.Near, "latitude"): SIGNED,
    (nodes.Near, "longitude"): SIGNED,
    (nodes.ScoreRule, "points"): SIGNED,
    (nodes.Compare, "value"): VALUE,
    (nodes.Between, "low"): VALUE,
    (nodes.Between, "high"): VALUE,
    (nodes.FieldChanges, "value"): VALUE,
    (nodes.SetField, "value"): VALUE | nodes.Change,
    (nodes.During, "window"): WINDOW,
    (nodes.Figure, "test"): AMOUNT_TEST,
    (nodes.ScoreIs, "test"): AMOUNT_TEST,
    (nodes.AbandonedCart, "worth"): st.none() | AMOUNT_TEST,
    (nodes.AnsweredSurvey, "test"): st.none() | AMOUNT_TEST,
    (nodes.RecentEmails, "last"): st.none() | st.integers(0, 10**6),
    (nodes.Repeat, "times"): number(counts),
    (nodes.TimeZone, "zone"): word(zones),
    (nodes.FrequencyLimit, "channel"): word(st.sampled_from(["email", "sms", "message"])),
    (nodes.FrequencyLimit, "per"): word(st.sampled_from([unit.value for unit in nodes.Unit])),
}
