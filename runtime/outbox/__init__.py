"""The outbox: which messages may leave, and what became of each; states as in docs/delivery.md.

Every change names the state and the epoch it starts from, and the rows it affected decide: a
worker that lost its lease changes nothing. `now` is always in milliseconds UTC.
"""

from .keys import message_id, outbox_key, tenant_of
from .moves import claim, counts, expire, hand_off, recover, renew, resolve, settle, take
from .pressure import Letterbox, Limit, Pressure, Pressures, pressure
from .states import LEGAL, Claimed, IllegalChange, Patience, Place, Quiet, Result

__all__ = [
    "LEGAL",
    "Claimed",
    "IllegalChange",
    "Letterbox",
    "Limit",
    "Patience",
    "Place",
    "Pressure",
    "Pressures",
    "Quiet",
    "Result",
    "claim",
    "counts",
    "expire",
    "hand_off",
    "message_id",
    "outbox_key",
    "pressure",
    "recover",
    "renew",
    "resolve",
    "settle",
    "take",
    "tenant_of",
]
