"""Reasons in words: what the reason codes of the runtime say to a marketer."""

from __future__ import annotations

from collections.abc import Mapping

REFUSALS = {
    "paused": "the journey is paused",
    "not_subscribed": "is not subscribed",
    "no_checkout_url": "the cart has no link to its checkout",
    "filter": "`only if` did not hold",
    "re_entry": "`re-entry` lets nobody in again so soon",
    "already_in": "was in the journey already",
}
ENDINGS = {
    "completed": "completed",
    "stopped": "ended at `stop`",
    "archived": "ended: the contact was archived",
    "exit_condition": "left by `exit when`",
    "purchased": "left because of a purchase",
}
MESSAGES = {
    "consent": "no consent",
    "unsubscribed": "has unsubscribed",
    "cleaned": "the address does not work",
    "no_address": "there is no address to send to",
    "exit": "left the journey first",
}
EDGES = {
    "next": "",
    "elapsed": "the time was over",
    "no_date": "there is no date",
    "past": "the date is past",
    "event": "it happened",
    "met": "it was so",
    "timeout": "it did not happen in time",
    "else": "else",
    "exit": "left here",
    "start": "",
}
STATES = {
    "queued": "waits to be sent",
    "leased": "is being sent",
    "handoff": "is being handed over",
    "accepted": "sent",
    "unknown": "perhaps sent: no answer came",
    "refused": "refused",
    "suppressed": "not sent",
    "expired": "not sent: too late",
    "dead": "not sent: given up",
}


def words(table: Mapping[str, str], code: str) -> str:
    """The words for a code; a code without any is read as it is written."""
    return table.get(code, code.replace("_", " "))
