"""Random words: names, texts, numbers and times, as wild as the language allows."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from jalon.dsl import nodes
from jalon.dsl.reading import engine
from jalon.dsl.source import Span

Found = st.SearchStrategy[Any]
NOWHERE = Span(0, 0)

# A carriage return becomes a line end when a file is read, a byte order mark is dropped, and
# characters that change the direction of writing are refused.
REFUSED = "\r\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
STRANGE = ["Trail Shoe", 'say "hi"', "C:\\n", '"""', "two\nlines", " ", "", "# no", "a; b", "été"]

words = st.from_regex(r"[a-z][a-z0-9_-]{0,7}", fullmatch=True)
free_words = words.filter(lambda word: word not in engine().table.keywords)
texts = st.one_of(
    words,
    st.sampled_from(STRANGE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=REFUSED), max_size=12),
)
names = st.one_of(
    texts, st.sampled_from([*engine().table.keywords, "monday", "h", "EUR", "no"])
).map(lambda text: normalize("NFC", text))
counts = st.integers(0, 10**6).map(Decimal)
decimals = st.decimals(0, 10**9, places=3)
dates = st.dates(datetime.date(1000, 1, 1))
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
date_times = st.builds(datetime.datetime.combine, dates, times)
zones = st.sampled_from(["contact", "audience", "Europe/Paris", "America/New_York"])
currencies = st.sampled_from(["EUR", "USD", "JPY", "KWD"])


def number(values: Found) -> Found:
    """Numbers as nodes."""
    return st.builds(nodes.Number, values, span=st.just(NOWHERE))


def word(values: Found) -> Found:
    """Bare words as nodes."""
    return st.builds(nodes.Word, values, span=st.just(NOWHERE))
