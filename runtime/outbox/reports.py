"""Reports about messages from elsewhere: only those count that name a message of ours. T18"""

from __future__ import annotations

from hmac import compare_digest
from typing import Literal

from ..consent import suppress
from ..store import Store
from .keys import outbox_key, tenant_of
from .states import Place

Report = Literal["complaint", "hard_bounce", "spam_trap"]


def report(store: Store, place: Place, key: str, what: Report, at: int) -> bool:
    """Suppresses the address of whoever got a message; False when we never sent one of that key.

    Whoever calls this has made sure that the report comes from the provider it says.
    """
    run, step = place
    with store.transaction():
        for contact, channel in store.read("consent.sent", run=run, step=step):
            ours = outbox_key(tenant_of(store), place, str(channel))
            if compare_digest(ours.encode(), key.encode()):
                suppress(store, [int(contact)], what, at, (channel,))
                return True
    return False
