"""Suppression: addresses to which nothing goes, by whatever way they are written or come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.runtime.consent import Cause, canonical, lift, suppress, suppress_addresses
from jalon.runtime.consent.suppression import Reason
from jalon.runtime.intake import ContactRow, add_contacts
from jalon.runtime.store import DataError, Store

from .asking import NOW, asked, contact, ready, statement

CART = ("cart", "email", "news")
NEWS = ("marketing", "email", "news")
RECEIPT = ("transactional", "email", "news")


def with_ana(**values: object) -> Store:
    store = ready()
    contact(store, "ana", **values)
    return store


@pytest.mark.parametrize(
    ("reason", "rulings"),
    [
        ("unsubscribed", ["unsubscribed", "unsubscribed", "send"]),
        ("complaint", ["complaint", "complaint", "flag"]),
        ("hard_bounce", ["hard_bounce"] * 3),
        ("spam_trap", ["spam_trap"] * 3),
        ("manual", ["manual"] * 3),
        ("erased", ["erased"] * 3),
    ],
)
def test_T16_what_a_suppression_stops(reason: Reason, rulings: list[str]) -> None:
    store = with_ana()
    suppress_addresses(store, "email", ["ANA@x.example"], reason, NOW)
    assert [asked(store, one) for one in (NEWS, CART, RECEIPT)] == rulings
    assert asked(store, ("marketing", "sms", "news")) == "send"


def test_a_suppression_has_a_scope() -> None:
    store = with_ana()
    suppress_addresses(store, "email", ["ana@x.example"], Cause("manual", topic="news"), NOW)
    assert asked(store, NEWS) == "manual"
    assert asked(store, ("marketing", "email", "sale")) == "send"


def test_of_several_suppressions_the_one_that_goes_farthest_counts() -> None:
    store = with_ana()
    for reason in ("unsubscribed", "complaint", "hard_bounce"):
        suppress_addresses(store, "email", ["ana@x.example"], reason, NOW)
    assert asked(store, RECEIPT) == "hard_bounce"


def test_contacts_are_suppressed_by_number_and_nothing_of_their_addresses_is_kept() -> None:
    store = with_ana(phone="+33600000001")
    ((ana,),) = store.read(statement("SELECT id FROM contact"))
    assert suppress(store, [ana], "erased", NOW) == 2
    assert suppress(store, [ana], "erased", NOW + 1) == 0
    rows = store.read(statement("SELECT address, at FROM suppression"))
    assert [at for _, at in rows] == [NOW, NOW]
    assert {len(str(address)) for address, _ in rows} == {64}


def test_T26_an_address_that_comes_back_is_suppressed_whoever_has_it() -> None:
    store = ready()
    suppress_addresses(store, "email", ["ana@x.example"], "erased", NOW)
    row = ContactRow(key="other", email="Ana@X.example", email_status="subscribed")
    outcome = add_contacts(store, [row], NOW, "imported")
    assert [one.reason for one in outcome.refusals] == [
        "this is the address of somebody who was erased"
    ]
    assert store.read(statement("SELECT COUNT(*) FROM contact")) == [(0,)]


@pytest.mark.parametrize(
    ("reason", "status"), [("unsubscribed", "unsubscribed"), ("hard_bounce", "cleaned")]
)
def test_an_import_never_subscribes_a_suppressed_address(reason: Reason, status: str) -> None:
    store = ready()
    suppress_addresses(store, "email", ["ana@x.example"], reason, NOW)
    row = ContactRow(key="ana", email="ana@x.example", email_status="subscribed")
    assert add_contacts(store, [row], NOW, "historic").refusals[0].reason == (
        f"not subscribed to e-mail: the address is suppressed (`{reason}`)"
    )
    assert store.read(statement("SELECT email_status FROM contact")) == [(status,)]


def test_a_sign_up_of_now_is_newer_proof_but_not_of_a_mailbox() -> None:
    store = ready()
    for reason in ("unsubscribed", "hard_bounce"):
        suppress_addresses(store, "email", ["ana@x.example"], reason, NOW)
    contact(store, "ana")
    assert store.read(statement("SELECT reason FROM suppression")) == [("hard_bounce",)]
    assert lift(store, "email", ["ana@x.example"], ["hard_bounce"]) == 1
    assert asked(store, NEWS) == "send"


def test_T27_no_second_contact_has_the_same_address_written_otherwise() -> None:
    store = with_ana()
    row = ContactRow(key="twin", email="ana@\uff58.example")
    assert add_contacts(store, [row], NOW).refused == 1


def test_contacts_of_before_are_sealed_when_somebody_is_suppressed() -> None:
    store = with_ana()
    store.write(statement("UPDATE contact SET email_hmac = NULL"))
    suppress_addresses(store, "email", ["ana@x.example"], "manual", NOW)
    assert asked(store, NEWS) == "manual"


# --- the canonical form --------------------------------------------------------------------------

LOCAL = st.text("abcXYZ.+_-\uff41\ufb01", min_size=1, max_size=12)
DOMAIN = st.sampled_from(["x.example", "b\u00fccher.example", "Mail.Example"])


@given(LOCAL, DOMAIN, st.sampled_from([str.upper, str.lower, str.swapcase]))
def test_T27_ways_to_write_an_address_are_one(local: str, domain: str, way: object) -> None:
    assert callable(way)
    written = f" {way(local)}@{domain.encode('idna').decode().upper()} "
    assert canonical("email", written) == canonical("email", f"{local}@{domain}")


def test_T27_what_follows_a_plus_tells_mailboxes_apart() -> None:
    assert canonical("email", "ana+news@x.example") != canonical("email", "ana@x.example")
    assert canonical("sms", "0033 6 00-00") == canonical("sms", "+33 (6) 00.00")


# --- the log -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["UPDATE consent SET at = 0", "DELETE FROM consent"])
def test_the_log_of_consent_is_only_added_to_except_by_erasure(text: str) -> None:
    store = with_ana()
    with pytest.raises(DataError, match="never"):
        store.write(statement(text))
    with store.transaction():
        store.write(statement("INSERT INTO erasing SELECT id FROM contact"))
        assert store.write(statement(text)) > 0
