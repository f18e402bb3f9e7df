"""Occasions to enter, looked at afterwards: whether each of them had its outcome."""

from __future__ import annotations

from ...ir.events import EventPattern, StartingPoint
from ..events import matches
from ..statement import Statement
from .context import Context
from .skeleton import graft, statement
from .starts import takes_imported


def unanswered(context: Context, start: StartingPoint) -> Statement | None:
    """The events that fit a starting point and of which nothing tells what became of them.

    None where the answer could be another one today than when the event came: where the pattern
    reads products, orders, the contact or the calendar, or where there is no event.
    """
    if not isinstance(start, EventPattern) or start.to == "today" or start.standing:
        return None
    if start.where is not None or start.products is not None:
        return None
    builder = context.builder()
    tree = graft(builder, "unanswered", matches(builder, start))
    return statement(builder, tree, imported=int(takes_imported(start)))
