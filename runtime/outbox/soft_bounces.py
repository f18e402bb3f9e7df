"""Soft bounces: messages that a mailbox did not take for reasons of its own, such as being full.

Each message counts once, however often it is tried. Five in two weeks, and marketing leaves the
mailbox alone until fewer of them are that young; one message that arrives settles them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..consent.suppression import seal_contacts
from ..store import Store
from .states import Result

OF_THE_MAILBOX = re.compile(r"\b(?:4\.2\.\d{1,3}|5\.2\.2)\b")
"""Statuses about the mailbox itself (RFC 3463, X.2); `5.2.1` says that it is gone."""


def soft(result: Result) -> bool:
    """Whether the mailbox could not take it; not servers, and not our reputation."""
    told = result.outcome in ("retry", "refused") and result.gone is None
    return told and bool(OF_THE_MAILBOX.search(result.detail or ""))


def note(store: Store, results: Iterable[Result], now: int) -> None:
    """Writes down which messages bounced softly."""
    found = [one.row.place for one in results if soft(one)]
    if found:
        seal_contacts(store)
        rows = ({"enrollment_id": run, "node_id": step, "at": now} for run, step in found)
        store.many("consent.soft-bounce", rows)
