"""What the invariants go by: who never agreed to anything, and what erasure has to take away."""

from __future__ import annotations

from contextlib import suppress

import pytest

from jalon.runtime import erasure
from jalon.runtime.erasure import STEPS, erase
from jalon.runtime.prove import violations
from jalon.runtime.sqlite import SqliteStore

from ..deliver.building import HOUR, NOW, Post
from ..privacy.planted import ANA, MARKS, planted, sql
from .test_both_stores import TakenBack

HANDED_OFF = {"state": "accepted", "settled_at": NOW, "attempt": 1, "epoch": 1}
LINKED_BY_NOTHING = {"empty-order-codes", "delete-codes", "delete-retold"}
"""What these forget has no number of hers: tests/integration/privacy looks for it by its bytes."""


def against_her_will(purpose: str, channel: str, **columns: object) -> bool:
    """Whether INV-14 objects to a message that was handed off with nothing in the consent log."""
    post = Post.with_program()
    post.contact(1, email_status="non_subscribed", sms_status="none")
    row = {"handed_at": NOW, **HANDED_OFF, "purpose": purpose, "channel": channel, **columns}
    post.queue(1, 1, **row)
    return bool(violations(post.store, NOW + HOUR, ["INV-14"]))


def test_INV_14_who_has_no_line_in_the_consent_log_has_agreed_to_nothing() -> None:
    assert against_her_will("marketing", "email")
    assert against_her_will("marketing", "sms")
    assert against_her_will("cart", "sms")
    assert not against_her_will("cart", "email")  # a cart's first e-mail: nobody objected
    assert not against_her_will("transactional", "email")


def test_INV_14_what_left_before_the_log_was_noted_is_not_judged() -> None:
    """Rows of before the schema 17 do not say which line could be read."""
    assert not against_her_will("marketing", "email", handed_at=NOW - 2 * HOUR)


def test_INV_14_consent_to_another_topic_is_none_to_this_one() -> None:
    agreed = "INSERT INTO consent (id, contact_id, channel, state, source, at, topic) VALUES "
    for topic, objects in (("j", False), ("k", True)):
        post = Post.with_program()
        post.contact(1, email_status="non_subscribed")
        post.sql(agreed + f"(1, 1, 'email', 'subscribed', 'form', 1, '{topic}')")
        post.queue(1, 1, **HANDED_OFF, handed_at=NOW, consent_rev=1)
        assert bool(violations(post.store, NOW + HOUR, ["INV-14"])) == objects


def test_INV_21_an_erasure_that_leaves_a_step_out_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store, missed = planted(SqliteStore.open()), set()
    for left_out in ("", *STEPS):
        monkeypatch.setattr(erasure, "STEPS", tuple(one for one in STEPS if one != left_out))
        with suppress(TakenBack), store.transaction():
            assert erase(store, [f"key-{MARKS[ANA]}"], NOW).people == 1
            if not violations(store, NOW + HOUR, ["INV-21"]):
                missed.add(left_out)
            raise TakenBack
    assert missed == {"", *LINKED_BY_NOTHING}


@pytest.mark.parametrize("column", ["field_nick", "language", "fold_postal_code", "latitude"])
def test_INV_21_a_value_that_is_left_in_any_column_is_found(column: str) -> None:
    store = planted(SqliteStore.open())
    erase(store, [f"key-{MARKS[ANA]}"], NOW)
    assert violations(store, NOW + HOUR, ["INV-21"]) == []
    sql(store, f"UPDATE contact SET {column} = 1 WHERE id = {ANA}")
    [found] = violations(store, NOW + HOUR, ["INV-21"])
    assert (found.values["contact"], found.values["column"]) == (ANA, column)
