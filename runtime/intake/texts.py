"""Texts as they arrive: trimmed, absent when empty, folded once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from ...compiler.ir.text import fold

BUCKETS = 2_147_483_647
"""docs/semantics.md, Split: a contact's bucket is below this."""

folded = lru_cache(maxsize=1 << 16)(fold)


def given(text: str | None) -> str | None:
    """The text without outer spaces, or None when nothing is left."""
    return (text.strip() or None) if text else None


def folded_or_none(text: str | None) -> str | None:
    """The folded text, or None when there is none."""
    return folded(text) if text is not None else None


def with_fold(name: str, text: str | None) -> dict[str, str | None]:
    """A text column and the folded one beside it."""
    found = given(text)
    return {name: found, f"fold_{name}": folded_or_none(found)}


def bucket(key: str) -> int:
    """The stable random number of a contact, by which splits choose."""
    first = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])
    return (first >> 1) % BUCKETS


def to_json(properties: Mapping[str, object]) -> str | None:
    """Properties as one line of JSON, always the same for equal ones; None when there are none."""
    if not properties:
        return None
    return json.dumps(
        properties, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain
    )


def folded_json(properties: Mapping[str, object]) -> str | None:
    """The same for the texts among them, folded: what conditions compare."""
    return to_json({k: folded(v) for k, v in properties.items() if isinstance(v, str)})


def plain(value: object) -> object:
    """A value JSON has no form for: decimals become numbers, the rest text."""
    return float(value) if isinstance(value, Decimal) else str(value)
