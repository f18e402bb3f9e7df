"""Consent: sign-ups, opt-outs, bounces, and the log that proves them."""

from __future__ import annotations

import pytest

from jalon.runtime.intake import (
    ContactRow,
    Evidence,
    Origin,
    add_contacts,
    set_email_status,
    set_sms_status,
)

from .shop import NOW, kinds, one, opened, origins, rows

FORM = Evidence("form", "https://x.example/form#7")


@pytest.mark.parametrize("origin", ["live", "imported"])
def test_SP_21_a_sign_up_says_whether_it_was_imported(origin: Origin) -> None:
    store = opened()
    add_contacts(store, [ContactRow(key="ana", email_status="subscribed")], NOW, origin)
    assert rows(store, "SELECT kind, origin FROM event") == [("signed_up_email", origin)]


def test_SP_22_a_sign_up_counts_when_it_is_confirmed_and_again_after_an_opt_out() -> None:
    store = opened("ana")
    for status in ("pending", "subscribed", "subscribed", "unsubscribed", "subscribed"):
        set_email_status(store, ["ana"], status, NOW, FORM)
    assert kinds(store) == ["signed_up_email", "unsubscribed", "signed_up_email"]


def test_SP_25_a_sign_up_for_sms_is_an_event_of_its_own() -> None:
    store = opened("ana")
    set_sms_status(store, ["ana"], "subscribed", NOW, FORM)
    set_sms_status(store, ["ana"], "unsubscribed", NOW, FORM)
    found = rows(store, "SELECT kind, subject FROM event")
    assert found == [("signed_up_sms", None), ("unsubscribed", "sms")]


def test_every_change_is_in_the_log_with_its_proof() -> None:
    store = opened("ana")
    set_email_status(store, ["ana"], "subscribed", NOW, FORM)
    set_email_status(store, ["ana"], "subscribed", NOW + 1, FORM)
    found = rows(store, "SELECT channel, state, source, proof, at FROM consent")
    assert found == [("email", "subscribed", "form", FORM.proof, NOW)]


def test_a_bounce_that_cleans_an_address_is_an_event() -> None:
    store = opened("ana")
    assert set_email_status(store, ["ana", "zoe"], "cleaned", NOW, Evidence("smtp")).refused == 1
    assert kinds(store) == ["bounced"]
    assert one(store, "SELECT email_status FROM contact") == "cleaned"


@pytest.mark.parametrize("state", ["unsubscribed", "cleaned"])
def test_AMB_12_an_import_does_not_take_an_opt_out_back(state: str) -> None:
    store = opened()
    add_contacts(store, [ContactRow(key="ana", email_status=state)], NOW, "historic")
    back = ContactRow(key="ana", email_status="subscribed")
    outcome = add_contacts(store, [back], NOW, "imported")
    assert [r.reason for r in outcome.refusals] == [
        f"kept `{state}` for e-mail: an import does not take that back"
    ]
    assert (outcome.unchanged, kinds(store)) == (1, [])
    assert add_contacts(store, [back], NOW, "live").changed == 1
    assert kinds(store) == ["signed_up_email"]


def test_SP_14_the_consent_of_the_past_is_logged_and_triggers_nothing() -> None:
    store = opened()
    row = ContactRow(key="ana", email_status="subscribed", sms_status="subscribed")
    add_contacts(store, [row], NOW, "historic")
    assert origins(store) == set()
    assert one(store, "SELECT count(*) FROM consent") == 2


def test_somebody_who_comes_unsubscribed_did_not_just_unsubscribe() -> None:
    store = opened()
    add_contacts(store, [ContactRow(key="ana", email_status="unsubscribed")], NOW)
    assert kinds(store) == []
