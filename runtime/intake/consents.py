"""Consent: the states of e-mail and sms, how we know, and the sign-ups and opt-outs they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...compiler.ir.kinds import BOUNCED, SIGNED_UP_EMAIL, SIGNED_UP_SMS, UNSUBSCRIBED
from ..store import Store
from .batch import Batch, batch, firsts, restage
from .rows import EmailStatus, Outcome, SmsStatus

TABLE = "intake_status"
SETTERS = {"email": "set-email", "sms": "set-sms"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How we know what somebody agreed to: where it was said, and the proof that was kept."""

    source: str
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A state that is an event when somebody gets into it; `of_new`: also of a new contact."""

    channel: str
    state: str
    kind: str
    subject: str | None = None
    of_new: bool = False


TURNS = (
    Turn("email", "subscribed", SIGNED_UP_EMAIL, of_new=True),
    Turn("sms", "subscribed", SIGNED_UP_SMS, of_new=True),
    Turn("email", "unsubscribed", UNSUBSCRIBED, "email"),
    Turn("sms", "unsubscribed", UNSUBSCRIBED, "sms"),
    Turn("email", "cleaned", BOUNCED),
)


def set_email_status(
    store: Store, contact_keys: Iterable[str], status: EmailStatus, at: int, evidence: Evidence
) -> Outcome:
    """Sets the e-mail state of contacts: a sign-up, an opt-out or a bounce that just happened.

    Who gets another state has it in the consent log. Becoming subscribed is the event
    `signed_up_email` (SP-21, 22), becoming unsubscribed or cleaned `unsubscribed` and `bounced`.
    """
    return change(store, contact_keys, ("email", status), at, evidence)


def set_sms_status(
    store: Store, contact_keys: Iterable[str], status: SmsStatus, at: int, evidence: Evidence
) -> Outcome:
    """Sets the sms state of contacts, as `set_email_status` does for e-mail. SP-25"""
    return change(store, contact_keys, ("sms", status), at, evidence)


def change(
    store: Store, keys: Iterable[str], to: tuple[str, str], at: int, evidence: Evidence
) -> Outcome:
    """Sets (channel, state) of contacts."""
    channel, state = to
    said = {"source": evidence.source, "proof": evidence.proof}
    told = list(keys)
    rows = [
        {"n": n, "channel": channel, "key": key, "state": state, **said} for key, n in firsts(told)
    ]
    with batch(store, at, "live") as here:
        restage(store, TABLE, rows)
        store.write(f"{TABLE}.find")
        for n, key in store.read(f"{TABLE}.unknown"):
            here.refuse(n, f"`{key}` is not a contact")
        [(here.changed,)] = store.read(f"{TABLE}.count-changed")
        record(here)
        here.retell(TABLE)
        store.write(f"{TABLE}.{SETTERS[channel]}", now=here.now)
    return here.outcome(len(told))


def take_statuses(here: Batch) -> None:
    """Records the states that came with the contacts of this call."""
    here.store.write(f"{TABLE}.clear")
    if here.store.write(f"{TABLE}.from-contacts", origin=here.origin):
        record(here)


def record(here: Batch) -> None:
    """Writes the consent log, and the events unless this is history."""
    store = here.store
    store.write(f"{TABLE}.consent", now=here.now)
    if here.historic:
        return
    for turn in TURNS:
        store.write(
            f"{TABLE}.event",
            kind=turn.kind,
            subject=turn.subject,
            channel=turn.channel,
            state=turn.state,
            of_new=int(turn.of_new),
            **here.arrival(),
        )
