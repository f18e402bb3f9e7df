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
    "barred": "is barred from the journey",
}
ENDINGS = {
    "completed": "completed",
    "stopped": "ended at `stop`",
    "archived": "ended: the contact was archived",
    "exit_condition": "left by `exit when`",
    "removed": "was removed by hand",
    "erased": "ended: she was erased",
    "purchased": "left because of a purchase",
    "holdout": "held out, to compare the others with",
}
MESSAGES = {
    "consent": "no consent",
    "unsubscribed": "has unsubscribed",
    "cleaned": "the address does not work",
    "topic": "wants no more of this journey",
    "complaint": "complained about a message",
    "hard_bounce": "there is no such address",
    "spam_trap": "the address is a spam trap",
    "manual": "the address was suppressed by hand",
    "soft_bounces": "the mailbox took nothing lately",
    "archived": "the contact is archived",
    "no_address": "there is no address to send to",
    "exit": "left the journey first",
    "sms_country": "the number is in no country of the sms program",
    "frequency": "had as many messages as may be in that time",
    "too_old": "it waited too long",
    "retries": "nobody took it, however often it was tried",
    "no_answer": "no answer came",
    "crashed": "every worker died that had it in its hands",
    "resolved": "somebody has found out",
    "again": "somebody had it sent once more",
    "erased": "she was erased first",
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
    "refused": "not taken",
    "suppressed": "not sent",
    "expired": "not sent: too late",
    "dead": "not sent: given up",
}


def words(table: Mapping[str, str], code: str) -> str:
    """The words for a code; a code without any is read as it is written."""
    return table.get(code, code.replace("_", " "))
