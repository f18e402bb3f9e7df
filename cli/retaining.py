"""The `[retention]` table of `jalon.toml`: for how long what is over is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ..dsl.diagnostics import Diagnostic
from ..runtime.retention import DAY, Retention
from .failure import meant
from .settings import settings, wrong

TABLE: Final = "retention"
LEAST = 90 * DAY
SPANS = {"day": DAY, "week": 7 * DAY, "month": 31 * DAY, "year": 366 * DAY}
WRITTEN = re.compile(rf"([1-9]\d{{0,4}}) ({'|'.join(SPANS)})s?")
KEYS = ("runs", "events", "proofs")


def retention(project: Path) -> tuple[Retention, list[Diagnostic]]:
    """How long is kept what, and what is wrong with these settings; without any, for ever."""
    source, table = settings(project)
    given = table.get(TABLE, {})
    if not isinstance(given, Mapping):
        return Retention(), [wrong(source, TABLE, "this must be a table")]
    found = {key: objection(key, value, given) for key, value in given.items()}
    problems = [
        wrong(source, f"{TABLE}.{key}", *told) for key, told in found.items() if told is not None
    ]
    if problems:
        return Retention(), problems
    return Retention(**{key: span(value) for key, value in given.items()}), []


def span(value: object) -> int | None:
    """`24 months` in milliseconds (a month has 31 days here, a year 366); None: it is no time."""
    match = WRITTEN.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) * SPANS[match[2]] if match else None


def objection(key: str, value: object, given: Mapping[str, Any]) -> tuple[str, str | None] | None:
    """What is wrong with one setting, and what to do about it."""
    if key not in KEYS:
        return "this setting is unknown", meant(key, KEYS)
    long = span(value)
    if long is None:
        return f"`{value}` is no time", "write it like `24 months`, `90 days` or `3 years`"
    if long < LEAST:
        return (
            f"`{value}` is too short",
            "90 days at least: links in messages lead to what is kept of them",
        )
    if key == "proofs" and long < max(span(given.get(one)) or 0 for one in ("runs", "events")):
        return "proofs of consent are kept as long as what they allowed", "make it longer"
    return None
