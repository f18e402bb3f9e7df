"""The outbox: which messages may leave, and what became of each; states as in docs/delivery.md.

Every change names the state and the epoch it starts from, and the rows it affected decide: a
worker that lost its lease changes nothing. `now` is always in milliseconds UTC.
"""

from .allowance import Rate, give_back
from .claims import claim, claim_at_rate, due_kinds
from .destinations import Destination, Destinations, destinations
from .keys import message_id, outbox_key, tenant_of
from .listing import Filter, Post, counted, names, posts, story
from .moves import counts, expire, hand_off, recover, renew, settle, take
from .pressure import Letterbox, Limit, Pressure, Pressures, pressure
from .states import (
    CHANNELS,
    FINAL,
    LEGAL,
    STATES,
    Appetite,
    Claimed,
    IllegalChange,
    Patience,
    Place,
    Quiet,
    Result,
)
from .verdicts import REPEATABLE, Verdict, foreseen, resolve, retry

__all__ = [
    "CHANNELS",
    "FINAL",
    "LEGAL",
    "REPEATABLE",
    "STATES",
    "Appetite",
    "Claimed",
    "Destination",
    "Destinations",
    "Filter",
    "IllegalChange",
    "Letterbox",
    "Limit",
    "Patience",
    "Place",
    "Post",
    "Pressure",
    "Pressures",
    "Quiet",
    "Rate",
    "Result",
    "Verdict",
    "claim",
    "claim_at_rate",
    "counted",
    "counts",
    "destinations",
    "due_kinds",
    "expire",
    "foreseen",
    "give_back",
    "hand_off",
    "message_id",
    "names",
    "outbox_key",
    "posts",
    "pressure",
    "recover",
    "renew",
    "resolve",
    "retry",
    "settle",
    "story",
    "take",
    "tenant_of",
]
