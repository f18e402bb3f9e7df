"""Topics and tracking: consent besides that to a channel, with its proof."""

from __future__ import annotations

import pytest

from jalon.runtime.consent import suppress_addresses
from jalon.runtime.intake import (
    ContactRow,
    Evidence,
    add_contacts,
    set_email_status,
    set_topic,
    set_tracking,
)
from jalon.runtime.store import Store

from .asking import NOW, asked, contact, ready, statement

PAGE = Evidence("preferences", proof="page 7", text_version="2026-03", ip="192.0.2.7")
NEWS = ("marketing", "email", "news")
LOG = statement("SELECT purpose, topic, state, text_version, ip_hmac FROM consent ORDER BY id")


def with_ana(**values: object) -> Store:
    store = ready()
    contact(store, "ana", **values)
    return store


def test_who_opts_out_of_a_topic_gets_everything_else() -> None:
    store = with_ana()
    set_topic(store, ["ana"], ("email", "news", "unsubscribed"), NOW, PAGE)
    others = [("marketing", "email", "sale"), ("transactional", "email", "news")]
    assert asked(store, NEWS) == "topic"
    assert [asked(store, one) for one in others] == ["send", "send"]


def test_who_agreed_to_one_topic_gets_that_alone_unless_she_opts_out_of_all() -> None:
    store = with_ana(email_status="non_subscribed")
    set_topic(store, ["ana"], ("email", "news", "subscribed"), NOW, PAGE)
    assert (asked(store, NEWS), asked(store, ("marketing", "email", "sale"))) == ("send", "consent")
    set_email_status(store, ["ana"], "unsubscribed", NOW, PAGE)
    assert asked(store, NEWS) == "consent"


def test_a_choice_is_in_the_log_once_with_its_proof_and_without_the_address_it_came_from() -> None:
    store = with_ana(email_status=None, sms_status=None)
    for _ in range(2):
        set_topic(store, ["ana"], ("email", "news", "unsubscribed"), NOW, PAGE)
    set_tracking(store, ["ana"], "granted", NOW, PAGE)
    *rows, (_, _, _, _, ip) = store.read(LOG)
    assert len(rows) == 1
    assert rows[0][:4] == ("marketing", "news", "unsubscribed", "2026-03")
    assert len(str(ip)) == 64


def test_who_said_nothing_is_not_tracked_and_an_import_does_not_undo_a_no() -> None:
    store = with_ana()
    tracking = statement("SELECT tracking FROM contact")
    assert store.read(tracking) == [("unknown",)]
    set_tracking(store, ["ana"], "denied", NOW, PAGE)
    add_contacts(store, [ContactRow(key="ana", tracking="granted")], NOW, "imported")
    assert store.read(tracking) == [("denied",)]
    assert set_tracking(store, ["ana", "zoe"], "granted", NOW, PAGE).refused == 1
    assert store.read(tracking) == [("granted",)]


@pytest.mark.parametrize(
    ("confirmed", "statuses"), [(False, ["pending"] * 2), (True, ["subscribed", "pending"])]
)
def test_with_double_opt_in_a_sign_up_waits_until_it_is_confirmed(
    confirmed: bool, statuses: list[str]
) -> None:
    store = careful()
    for key in ("ana", "ben"):
        contact(store, key, phone=None, email_status=None)
    evidence = Evidence("form", confirmed=confirmed)
    set_email_status(store, ["ana"], "subscribed", NOW, evidence)
    add_contacts(store, [ContactRow(key="ben", email_status="subscribed")], NOW)
    found = store.read(statement("SELECT email_status FROM contact ORDER BY key"))
    assert [status for (status,) in found] == statuses
    assert asked_of(store) == []


def careful() -> Store:
    """A store where sign-ups have to be confirmed."""
    store = ready()
    store.write("consent.make-setting", key="k")
    store.write("consent.double-opt-in", wanted=1)
    return store


@pytest.mark.parametrize("status", ["pending", "non_subscribed"])
def test_with_double_opt_in_no_topic_is_agreed_to_before_the_address_is_confirmed(
    status: str,
) -> None:
    store = careful()
    contact(store, "ana", email_status=status)
    sure = Evidence("form", confirmed=True)
    outcome = set_topic(store, ["ana"], ("email", "news", "subscribed"), NOW, PAGE)
    assert (outcome.refused, asked(store, NEWS)) == (1, "consent")
    set_topic(store, ["ana"], ("email", "news", "subscribed"), NOW, sure)
    assert asked(store, NEWS) == ("consent" if status == "pending" else "send")


@pytest.mark.parametrize(("confirmed", "ruling"), [(False, "unsubscribed"), (True, "send")])
def test_with_double_opt_in_only_a_confirmed_sign_up_frees_a_suppressed_address(
    confirmed: bool, ruling: str
) -> None:
    store = careful()
    contact(store, "ana", email_status=None)
    set_email_status(store, ["ana"], "subscribed", NOW, Evidence("form", confirmed=True))
    suppress_addresses(store, "email", ["ana@x.example"], "unsubscribed", NOW)
    set_email_status(store, ["ana"], "subscribed", NOW, Evidence("form", confirmed=confirmed))
    assert asked(store, NEWS) == ruling


def asked_of(store: Store) -> list[object]:
    """The sign-ups of those who still have to confirm."""
    rows = store.read(
        statement(
            "SELECT c.key FROM event AS e JOIN contact AS c ON c.id = e.contact_id "
            "WHERE e.kind = 'signed_up_email' AND c.email_status = 'pending'"
        )
    )
    return [key for (key,) in rows]
