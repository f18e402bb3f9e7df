"""Contacts: added, changed, left alone, refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jalon.runtime.intake import ContactRow, add_contacts, meet_contacts

from .shop import NOW, START, dump, one, opened, rows

ANA = ContactRow(
    key="ana",
    email=" Ana@X.org ",
    first_name="Ána",
    phone="+33600000001",
    country="FR",
    time_zone="europe/paris",
    rating=4,
    vip=True,
    added_at=START,
    tags=("VIP", "vip "),
    groups=("interests.running",),
    fields={"plan": "Gold", "size": "10.5"},
)


def test_texts_are_kept_as_told_and_folded_beside() -> None:
    store = opened()
    add_contacts(store, [ANA], NOW)
    found = rows(store, "SELECT email, fold_email, first_name, fold_first_name FROM contact")
    assert found == [("Ana@X.org", "ana@x.org", "Ána", "ána")]


def test_the_same_again_changes_nothing() -> None:
    store = opened()
    first = add_contacts(store, [ANA], NOW)
    before = dump(store)
    again = add_contacts(store, [ANA, ANA], NOW + 5)
    assert (first.added, again.unchanged) == (1, 2)
    assert dump(store) == before


def test_an_id_is_a_text_as_it_is_written() -> None:
    store = opened()
    add_contacts(store, [ContactRow(key="17850.0"), ContactRow(key="17850")], NOW)
    assert rows(store, "SELECT key FROM contact ORDER BY id") == [("17850.0",), ("17850",)]


def test_SYNC_85_an_empty_value_does_not_erase_a_filled_one() -> None:
    store = opened()
    add_contacts(store, [ANA], NOW)
    outcome = add_contacts(store, [ContactRow(key="ana", first_name="", phone=None)], NOW + 1)
    assert outcome.unchanged == 1
    assert one(store, "SELECT first_name FROM contact") == "Ána"


def test_a_change_is_an_instant_of_change() -> None:
    store = opened()
    add_contacts(store, [ANA], NOW)
    assert one(store, "SELECT changed_at FROM contact") == START
    assert add_contacts(store, [ContactRow(key="ana", country="BE")], NOW + 7).changed == 1
    assert one(store, "SELECT changed_at FROM contact") == NOW + 7


def test_rows_about_one_contact_are_taken_in_turn() -> None:
    store = opened()
    told = [ContactRow(key="ana", language="fr"), ContactRow(key="ana", language="en")]
    outcome = add_contacts(store, told, NOW)
    assert (outcome.added, outcome.changed) == (1, 1)
    assert one(store, "SELECT language FROM contact") == "en"


def test_the_bucket_is_the_first_31_bits_of_the_digest_of_the_key() -> None:
    store = opened("ana")
    digest = 0x24D4B96F58DA6D4A8512313BBD02A28EBF0CA95DEC6E4C86EF78CE7F01E788AC  # sha256 of ana
    assert one(store, "SELECT bucket FROM contact") == (digest >> 225) % 2_147_483_647


def test_a_zone_is_added_when_it_is_first_met() -> None:
    store = opened()
    add_contacts(store, [ANA], NOW)
    found = rows(store, "SELECT z.name FROM contact c JOIN zone z ON z.id = c.zone_id")
    assert found == [("Europe/Paris",)]
    assert one(store, "SELECT count(*) > 100 FROM zone_span WHERE zone_id > 0") == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ContactRow(key="b", time_zone="Mars/Base"), "time zone: `Mars/Base` is none"),
        (ContactRow(key="b", email="nobody"), "e-mail: `nobody` is no address"),
        (ContactRow(key="b", email="é@x.org"), "e-mail: `é@x.org` is no address"),
        (ContactRow(key="b", rating=7), "rating: `7` is not between 1 and 5"),
        (ContactRow(key="b", predicted_age="30"), "predicted age: `30` is none of 18-24, 25-34"),
        (ContactRow(key="b", latitude=Decimal(45)), "a place: a latitude needs a longitude"),
        (ContactRow(key="b", latitude=Decimal(91), longitude=Decimal(0)), "`91, 0` is nowhere"),
        (ContactRow(key="b", email_status="maybe"), "`maybe`: it is none of subscribed"),
        (ContactRow(key="b", phone="+33600000001"), "is the number of contact `ana`"),
        (ContactRow(key="b", fields={"size": "big"}), "`size`: `big` is no number"),
        (ContactRow(key="b", fields={"colour": "green"}), "`green` is none of Red, blue"),
        (ContactRow(key="b", fields={"shoe": "42"}), "`shoe`: there is no such field"),
    ],
)
def test_a_contact_lives_without_a_value_that_cannot_be(row: ContactRow, reason: str) -> None:
    store = opened()
    outcome = add_contacts(store, [ANA, row], NOW)
    [refusal] = outcome.refusals
    assert (refusal.row, refusal.whole, outcome.added) == (1, False, 2)
    assert reason in refusal.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ContactRow(key=" "), "a contact needs an id"),
        (ContactRow(key="b", email="ana@x.ORG"), "`ana@x.ORG` is the address of contact `ana`"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(row: ContactRow, reason: str) -> None:
    store = opened()
    outcome = add_contacts(store, [ANA, row], NOW)
    assert [(r.row, r.reason, r.whole) for r in outcome.refusals] == [(1, reason, True)]
    assert (outcome.added, outcome.refused) == (1, 1)


def test_people_who_are_met_are_added_once_and_left_alone() -> None:
    store = opened("ana")
    assert meet_contacts(store, {"ana": 5, "ben": 7}, NOW) == 1
    assert rows(store, "SELECT key, added_at FROM contact") == [("ana", START), ("ben", 7)]


def test_a_failure_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened()
    before = dump(store)
    monkeypatch.setattr("jalon.runtime.intake.contacts.take_members", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_contacts(store, [ANA], NOW)
    assert dump(store) == before
