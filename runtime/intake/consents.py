"""Consent: the states of e-mail and sms, how we know, and the sign-ups and opt-outs they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...compiler.ir.kinds import BOUNCED, SIGNED_UP_EMAIL, SIGNED_UP_SMS, UNSUBSCRIBED
from ..consent import Setting
from ..store import Store
from .batch import Batch, batch, firsts, restage
from .rows import EmailStatus, Outcome, SmsStatus

TABLE = "intake_status"
SETTERS = {"email": "set-email", "sms": "set-sms"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How we know what somebody agreed to: where it was said, and the proof that was kept.

    `text_version` names the words that were agreed to; of `ip`, only an HMAC is kept. `confirmed`
    is a sign-up by somebody who has shown that the address is hers: no double opt-in is asked.
    """

    source: str
    proof: str | None = None
    text_version: str | None = None
    ip: str | None = None
    confirmed: bool = False

    def values(self, ours: Setting) -> dict[str, object]:
        """What is written into the log."""
        said = {"source": self.source, "proof": self.proof, "text_version": self.text_version}
        return {**said, "ip_hmac": ours.ip(self.ip)}


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
    told = list(keys)
    with store.concerning(told), batch(store, at, "live") as here:
        said = {"channel": channel, "state": state, **evidence.values(here.consent)}
        restage(store, TABLE, ({"n": n, "key": key, **said} for key, n in firsts(told)))
        store.read(f"{TABLE}.hold")
        store.write(f"{TABLE}.find")
        if here.consent.double_opt_in and not evidence.confirmed:
            store.write(f"{TABLE}.await-confirmation")
        for n, key in store.read(f"{TABLE}.unknown"):
            here.refuse(n, f"`{key}` is not a contact")
        [(here.changed,)] = store.read(f"{TABLE}.count-changed")
        record(here)
        here.retell(TABLE)
        store.write(f"{TABLE}.{SETTERS[channel]}", now=here.now)
        take_back(here, evidence.confirmed)
    return here.outcome(len(told))


def take_statuses(here: Batch) -> None:
    """Records the states that came with the contacts of this call."""
    here.store.write(f"{TABLE}.clear")
    here.store.write(f"{TABLE}.tracking", now=here.now, origin=here.origin)
    if here.store.write(f"{TABLE}.from-contacts", origin=here.origin):
        record(here)


def take_back(here: Batch, confirmed: bool = False) -> None:
    """A live sign-up says more than what was known of the address before."""
    if here.origin == "live":
        sure = confirmed or not here.consent.double_opt_in
        here.store.write(f"{TABLE}.lift", confirmed=int(sure))


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
