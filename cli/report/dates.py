"""Days of a contact in words: `3 days before birthday at 10:00`."""

from __future__ import annotations

from ...compiler.ir import ContactDate, EmailSilence
from ...compiler.ir.dates import NINE
from .amounts import clock, counted, duration

_ACTS = {"email_opened": "open", "email_clicked": "click"}


def contact_date(of: ContactDate) -> str:
    """The day, how far from it, and the time of day unless it is the usual nine o'clock."""
    side = f"{counted(abs(of.offset), 'day')} {'before' if of.offset < 0 else 'after'} "
    at = "" if of.at == NINE else f" at {clock(of.at)}"
    return f"{side if of.offset else ''}{day(of)}{at}"


def day(of: ContactDate) -> str:
    """Which day it is about."""
    name = of.attribute.removeprefix("field.")
    match of.kind:
        case "signup":
            return "signup date"
        case "birthday":
            return f"birthday {name}"
        case "specific" | "recurring":
            return f"{of.kind} date {name}"


def silence(of: EmailSilence) -> str:
    """A message that was left unanswered."""
    return f"does not {_ACTS[of.answer]} email {of.message} within {duration(of.within)}"
