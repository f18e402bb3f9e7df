"""Contacts: who they are, what they agreed to, and what they are marked with."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import get_args

from ...compiler.ir.traits import EMAIL_STATUSES, SMS_STATUSES
from ..addresses import as_carried
from ..store import Store
from ..wall_clocks import follow_contacts
from .batch import Batch, Staged, batch, restage, waves
from .consents import take_back, take_statuses
from .fields import Fields, declared_fields, read_fields, take_fields
from .memberships import take_members
from .rows import ContactRow, Origin, Outcome, Tracking
from .texts import bucket, given, with_fold
from .traits import traits_of
from .zones import zone_ids

TRACKING: tuple[str, ...] = get_args(Tracking)


def add_contacts(
    store: Store, rows: Iterable[ContactRow], at: int, origin: Origin = "live"
) -> Outcome:
    """Adds contacts, or changes those that are there; what a row does not tell stays. SYNC-85

    Becoming subscribed is a sign-up (SP-21, SP-25); tags, groups and fields that change are events
    too. Nothing but a live sign-up takes an opt-out or a suppression back (AMB-12); with double
    opt-in it waits for a confirmation. An e-mail address that is another contact's, or of somebody
    erased, refuses the row; a value that cannot be read is left out and noted.
    """
    taken = list(rows)
    with batch(store, at, origin) as here:
        zones = zone_ids(store, {row.time_zone for row in taken})
        staged = [one for n, row in enumerate(taken) if (one := stage(here, zones, n, row))]
        known = declared_fields(store) if any(row.fields for row in taken) else {}
        for wave in waves(staged, identities):
            take(here, taken, known, wave)
    return here.outcome(len(taken))


def stage(here: Batch, zones: Mapping[str, int], n: int, row: ContactRow) -> Staged | None:
    """A row's values as they are stored, or None when it is refused."""
    key = given(row.key)
    if key is None:
        here.refuse(n, "a contact needs an id")
        return None
    email = address(here, n, row.email)
    return {
        "n": n,
        "key": key,
        "bucket": bucket(key),
        "zone_id": zone_of(here, zones, n, row.time_zone),
        **with_fold("email", email),
        "email_hmac": here.consent.seal("email", email),
        **with_fold("first_name", row.first_name),
        **with_fold("last_name", row.last_name),
        "phone": given(row.phone),
        "phone_hmac": here.consent.seal("sms", given(row.phone)),
        **with_fold("language", row.language),
        **with_fold("country", row.country),
        **with_fold("source", row.source),
        "email_status": one_of(here, n, row.email_status, EMAIL_STATUSES),
        "sms_status": one_of(here, n, row.sms_status, SMS_STATUSES),
        "tracking": one_of(here, n, row.tracking, TRACKING),
        **traits_of(here, n, row),
        "added_at": row.added_at,
        "changed_at": row.changed_at,
    }


def identities(row: Staged) -> tuple[Hashable, ...]:
    """The marks of a contact: key, e-mail address, phone number."""
    names = ("key", "fold_email", "email_hmac", "phone")
    return tuple((name, row[name]) for name in names if row[name] is not None)


def take(here: Batch, rows: list[ContactRow], known: Fields, wave: list[Staged]) -> None:
    """Stores contacts that are all different, then what came with them."""
    store = here.store
    restage(store, "intake_contact", wave)
    refuse_taken(here)
    store.read("intake_contact.hold")
    store.write("intake_contact.find")
    if here.origin != "live":
        keep_opt_outs(here)
        keep_suppressions(here)
    elif here.consent.double_opt_in:
        store.write("intake_contact.await-confirmation")
    store.write("intake_contact.insert", now=here.now)
    store.write("intake_contact.find-new")
    store.write("intake_contact.mark-changed")
    take_statuses(here)
    take_members(here, rows, wave)
    values = [one for s in wave for one in read_fields(here, known, s["n"], rows[s["n"]])]
    if values:
        take_fields(here, known, values)
    follow_contacts(store)
    store.write("intake_contact.update", now=here.now)
    take_back(here)
    here.retell("intake_contact")
    here.count("intake_contact")


def refuse_taken(here: Batch) -> None:
    """Refuses e-mail addresses, and leaves out phone numbers, that are another contact's."""
    for n, email, key in here.store.read("intake_contact.email-taken"):
        here.refuse(n, f"`{email}` is the address of contact `{key}`")
    here.store.write("intake_contact.drop-email-taken")
    for n, phone, key in here.store.read("intake_contact.phone-taken"):
        here.drop_value(n, f"kept without phone: `{phone}` is the number of contact `{key}`")
    here.store.write("intake_contact.drop-phone-taken")


def keep_opt_outs(here: Batch) -> None:
    """Leaves out the consent states by which an import would undo an opt-out. AMB-12"""
    for n, channel, state in here.store.read("intake_contact.opted-out"):
        here.drop_value(n, f"kept `{state}` for {channel}: an import does not take that back")
    here.store.write("intake_contact.keep-email-opt-outs")
    here.store.write("intake_contact.keep-sms-opt-outs")
    here.store.write("intake_contact.keep-denials")


def keep_suppressions(here: Batch) -> None:
    """Leaves out by what an import would bring back an address that is suppressed. T26"""
    for (n,) in here.store.read("intake_contact.of-erased"):
        here.refuse(n, "this is the address of somebody who was erased")
    here.store.write("intake_contact.drop-of-erased")
    for n, channel, reason in here.store.read("intake_contact.suppressed"):
        words = f"not subscribed to {channel}: the address is suppressed (`{reason}`)"
        here.drop_value(n, words)
    here.store.write("intake_contact.keep-email-suppressed")
    here.store.write("intake_contact.keep-sms-suppressed")


def zone_of(here: Batch, zones: Mapping[str, int], n: int, name: str | None) -> int | None:
    """The zone of a contact; an unknown one is left out and noted."""
    if given(name) is None or name is None:
        return None
    if name not in zones:
        here.drop_value(n, f"kept without time zone: `{name}` is none")
    return zones.get(name)


def address(here: Batch, n: int, text: str | None) -> str | None:
    """The e-mail address; one that mail servers would not take is left out and noted."""
    email = given(text)
    if email is None:
        return None
    if as_carried(email) is not None:
        return email
    here.drop_value(n, f"kept without e-mail: `{email}` is no address")
    return None


def one_of(here: Batch, n: int, text: str | None, choices: tuple[str, ...]) -> str | None:
    """A consent state; what is none is left out and noted."""
    state = given(text)
    if state is None:
        return None
    found = state.casefold().replace("-", "_").replace(" ", "_")
    if found in choices:
        return found
    here.drop_value(n, f"kept without `{state}`: it is none of {', '.join(choices)}")
    return None
