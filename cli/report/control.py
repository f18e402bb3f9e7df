"""What was done by hand, and what it holds: as tables, and as lines of a timeline."""

from __future__ import annotations

from datetime import UTC, tzinfo

from ...runtime.by_hand import Deed, deeds, holds
from ...runtime.store import Store
from ..instants import shown
from .paint import visible

LATEST = 10
HELD = {"paused": "paused", "quarantine": "put aside: `jalon journey release`"}


def print_control(store: Store, only: str | None) -> None:
    """Tables of what is held, and of what was done lately; of one journey, if it is named."""
    from .tables import print_table  # timelines do without

    held = [one for one in holds(store) if only in {None, one.journey}]
    if held:
        rows = [(one.journey, one.step, HELD[one.reason], one.people) for one in held]
        print_table("held", ("journey", "step", "why", "ready to go on"), rows)
    done = [one for one in deeds(store, LATEST) if only in {None, one.journey}]
    if done:
        lines = [(shown(one.at, UTC), one.journey, words(one), one.people) for one in done]
        print_table("by hand", ("when (UTC)", "journey", "what", "people"), lines)


def words(of: Deed) -> str:
    """`paused at first`, `added ana@shop.example`, `added segment vips`."""
    at = f" at {of.step}" if of.step else ""
    whom = f" {of.contact}" if of.contact else f" segment {of.segment}" if of.segment else ""
    return f"{of.what}{at}{whom}"


def line(of: Deed, zone: tzinfo) -> str:
    """One deed about the contact of a timeline."""
    return f"  {shown(of.at, zone)}  {visible(of.journey)}: {of.what} by hand"
