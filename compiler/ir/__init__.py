"""The intermediate representation: what the compiler promises and the runtime executes.

The models load at their first use: `jalon check` reads `text` and `kinds` and no model at all.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .calendar import Duration, Edge, Period
    from .dates import ContactDate, DateArrives, EmailSilence
    from .events import (
        CartAbandoned,
        EventPattern,
        Lapsed,
        SegmentPattern,
        StartingPoint,
        TimePattern,
    )
    from .journey import Exit, Goal, Journey, QuietHours, ReEntry
    from .messages import Email, Message, Sms
    from .predicates import Predicate
    from .products import ProductMatch
    from .program import Audience, Field, Group, Program, Segment, Store
    from .steps import Step
    from .webhooks import Webhook

_HOME = {
    "calendar": ("Duration", "Edge", "Period"),
    "dates": ("ContactDate", "DateArrives", "EmailSilence"),
    "events": (
        "CartAbandoned",
        "EventPattern",
        "Lapsed",
        "SegmentPattern",
        "StartingPoint",
        "TimePattern",
    ),
    "journey": ("Exit", "Goal", "Journey", "QuietHours", "ReEntry"),
    "messages": ("Email", "Message", "Sms"),
    "predicates": ("Predicate",),
    "products": ("ProductMatch",),
    "program": ("Audience", "Field", "Group", "Program", "Segment", "Store"),
    "steps": ("Step",),
    "webhooks": ("Webhook",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "Audience",
    "CartAbandoned",
    "ContactDate",
    "DateArrives",
    "Duration",
    "Edge",
    "Email",
    "EmailSilence",
    "EventPattern",
    "Exit",
    "Field",
    "Goal",
    "Group",
    "Journey",
    "Lapsed",
    "Message",
    "Period",
    "Predicate",
    "ProductMatch",
    "Program",
    "QuietHours",
    "ReEntry",
    "Segment",
    "SegmentPattern",
    "Sms",
    "StartingPoint",
    "Step",
    "Store",
    "TimePattern",
    "Webhook",
]


def __getattr__(name: str) -> object:
    """Load the module that defines a model when it is first asked for."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
    globals()[name] = value
    return value
