"""Double opt-in: a link that is good for a week asks, and a POST confirms the sign-up."""

from __future__ import annotations

import re
from typing import Final

from ...runtime.intake import Evidence, set_email_status
from ...runtime.store import Store
from ..messages.tokens import proof, proves
from .answer import LOOKING, Answer, Door, Request

PURPOSE: Final = "confirm"
SOURCE: Final = "double opt-in"
SAID: Final = ("confirm", "yes")
TOKEN: Final = re.compile(r"2-([0-9a-f]{1,15})-([0-9a-f]{1,15})-([0-9a-f]{32})")
WEEK: Final = 7 * 86_400_000


def confirmation_link(store: Store, door: Door, base: str, key: str, now: int) -> str | None:
    """The page below `base` where this contact confirms her address; None if she need not."""
    for contact, address, status in store.read("consent.confirming", key=key):
        if status == "pending":
            until = now + WEEK
            made = proof(door.secrets[0], PURPOSE, f"{contact}:{until}:{address}")
            return f"{base.rstrip('/')}/2-{contact:x}-{until:x}-{made}"
    return None


def confirm(store: Store, door: Door, request: Request, now: int) -> Answer:
    """The answer to a request for that page; only who still waits for it becomes subscribed."""
    told = TOKEN.fullmatch(request.token)
    if told is None:
        return Answer("unknown")
    contact, until = int(told[1], 16), int(told[2], 16)
    for key, address, status in store.read("consent.confirmer", contact=contact):
        if proves(told[3], door.secrets, PURPOSE, f"{contact}:{until}:{address}"):
            return answer(store, request, (str(key), str(status), until), now)
    return Answer("unknown")


def answer(store: Store, request: Request, link: tuple[str, str, int], now: int) -> Answer:
    """The answer to a link that is ours."""
    key, status, until = link
    if request.method != "POST" and request.method not in LOOKING:
        return Answer("method")
    if status == "subscribed":
        return Answer("done")
    if now >= until or status != "pending":
        return Answer("expired")
    if not request.says(*SAID):
        return Answer("ask")
    return subscribed(store, request, key, now)


def subscribed(store: Store, request: Request, key: str, now: int) -> Answer:
    """Subscribes who is still waiting at this very moment."""
    evidence = Evidence(SOURCE, proof=request.token[:-32], ip=request.ip, confirmed=True)
    with store.concerning([key]), store.transaction():
        waiting = [row for row in store.read("consent.confirming", key=key) if row[2] == "pending"]
        if not waiting:
            return Answer("expired")
        set_email_status(store, [key], "subscribed", now, evidence)
    return Answer("done")
