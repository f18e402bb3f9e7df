"""One click unsubscribes (RFC 8058): only a POST that says so changes anything, and only once."""

from __future__ import annotations

import re
from typing import Final

from ...runtime.consent import suppress
from ...runtime.intake import Evidence, set_email_status
from ...runtime.outbox import outbox_key, tenant_of
from ...runtime.store import Row, Store
from ..messages.tokens import proves
from ..messages.unsubscribe import PURPOSE
from .answer import LOOKING, Answer, Door, Request

TOKEN: Final = re.compile(r"1-([0-9a-f]{1,15})-([0-9a-f]{1,15})-([0-9a-f]{32})")
SAID: Final = ("List-Unsubscribe", "One-Click")
SOURCE: Final = "one-click"


def unsubscribe(store: Store, door: Door, request: Request, now: int) -> Answer:
    """The answer to a request for the page of a message; the link stays good, whatever is done.

    Who looks at it is asked; mail programs say at once what the button of the page says. `now` in
    milliseconds UTC.
    """
    found = reader_of(store, door, request.token)
    if found is None:
        return Answer("unknown")
    if request.method != "POST" and request.method not in LOOKING:
        return Answer("method")
    if not request.says(*SAID):
        return Answer("ask")
    opt_out(store, found, request, now)
    return Answer("done")


def reader_of(store: Store, door: Door, token: str) -> Row | None:
    """The contact (number, key, run, step) to whom the message of a token went, if it is ours."""
    told = TOKEN.fullmatch(token)
    if told is None:
        return None
    run, step = int(told[1], 16), int(told[2], 16)
    for contact, key, channel in store.read("consent.reader", run=run, step=step):
        name = outbox_key(tenant_of(store), (run, step), str(channel))
        if proves(told[3], door.secrets, PURPOSE, name):
            return (contact, key, run, step)
    return None


def opt_out(store: Store, reader: Row, request: Request, now: int) -> None:
    """Ends the marketing to her address, with the proof of it."""
    contact, key, run, step = reader
    evidence = Evidence(SOURCE, proof=f"message {run}/{step}", ip=request.ip)
    with store.concerning([str(key)]), store.transaction():
        if store.read("consent.still-open", contact=contact):
            set_email_status(store, [str(key)], "unsubscribed", now, evidence)
        suppress(store, [int(contact)], "unsubscribed", now, ("email",))
