"""What a mailbox, or whoever reads it, said before, at the last look."""

from __future__ import annotations

import pytest

from jalon.runtime import outbox
from jalon.runtime.consent import suppress
from jalon.runtime.outbox import Claimed, Patience, Result, outbox_key, tenant_of
from jalon.runtime.outbox.reports import report

from .building import HOUR, NOW, Post

PATIENCE = Patience(too_old=24 * HOUR)
DAY = 24 * HOUR
FULL = "452 4.2.2 the mailbox is full"


def handed(post: Post, now: int = NOW) -> list[Claimed]:
    """Claims what is due and hands it off."""
    rows = outbox.claim(post.store, now, 100, PATIENCE)
    kept = outbox.hand_off(post.store, rows, {}, now, PATIENCE)
    return [row for row in rows if row.place in kept]


def bounced(post: Post, times: int, now: int = NOW, detail: str = FULL) -> None:
    """That many messages of the only contact that her mailbox does not take."""
    ((last,),) = post.sql("SELECT COALESCE(MAX(enrollment_id), 0) FROM outbox")
    for run in range(last + 1, last + 1 + times):
        post.queue(run, contact_id=1, queued_at=now, not_before=now)
    results = [Result(row, "refused", "552", detail) for row in handed(post, now)]
    outbox.settle(post.store, results, now, PATIENCE)


def next_reason(post: Post, now: int = NOW, purpose: str = "marketing") -> object:
    """What becomes of another message: why it is stopped."""
    post.queue(1000, contact_id=1, purpose=purpose, queued_at=now, not_before=now)
    outbox.hand_off(post.store, outbox.claim(post.store, now, 9, PATIENCE), {}, now, PATIENCE)
    return post.states()[1000]


@pytest.mark.parametrize(("times", "state"), [(4, "handoff"), (5, "suppressed")])
def test_five_soft_bounces_pause_marketing(times: int, state: str) -> None:
    post = Post.with_program()
    post.contact(1)
    bounced(post, times, detail="552 5.2.2 over quota")
    assert next_reason(post) == (state, "soft_bounces" if times == 5 else None)


def test_a_pause_is_over_when_the_bounces_are_two_weeks_old() -> None:
    post = Post.with_program()
    post.contact(1)
    bounced(post, 5)
    assert next_reason(post, NOW + 14 * DAY) == ("handoff", None)


def test_one_message_that_arrives_settles_them_and_receipts_are_not_paused() -> None:
    post = Post.with_program()
    post.contact(1)
    bounced(post, 5)
    post.queue(999, contact_id=1, purpose="transactional")
    results = [Result(row, "accepted", detail="250 ok") for row in handed(post)]
    assert outbox.settle(post.store, results, NOW, PATIENCE) == 1
    assert post.sql("SELECT COUNT(*) FROM soft_bounce") == [(0,)]
    assert next_reason(post) == ("handoff", None)


@pytest.mark.parametrize("detail", ["550 5.7.1 blocked", "451 4.7.0 greylisted", "421 try later"])
def test_what_is_said_of_us_or_of_the_server_is_no_bounce_of_the_mailbox(detail: str) -> None:
    post = Post.with_program()
    post.contact(1)
    bounced(post, 5, detail=detail)
    assert post.sql("SELECT * FROM soft_bounce") == []
    assert post.sql("SELECT * FROM suppression") == []


def test_a_receipt_goes_to_who_complained_and_is_flagged() -> None:
    post = Post.with_program()
    post.contact(1)
    suppress(post.store, [1], "complaint", NOW)
    post.queue(1, purpose="transactional")
    assert len(handed(post)) == 1
    assert post.sql("SELECT state, flag FROM outbox") == [("handoff", "complaint")]


def test_what_is_too_old_when_it_would_leave_does_not() -> None:
    post = Post.with_program().waiting(1)
    rows = outbox.claim(post.store, NOW, 9, PATIENCE)
    assert outbox.hand_off(post.store, rows, {}, NOW + DAY + 1, PATIENCE) == set()
    assert post.states() == {1: ("expired", "too_old")}


def test_nothing_leaves_to_who_is_gone_meanwhile() -> None:
    post = Post.with_program().waiting(1, purpose="transactional")
    rows = outbox.claim(post.store, NOW, 9, PATIENCE)
    post.sql("DELETE FROM contact")
    assert outbox.hand_off(post.store, rows, {}, NOW, PATIENCE) == set()
    assert post.states() == {1: ("suppressed", "erased")}


@pytest.mark.parametrize(
    ("sent", "digit", "counts"), [(1, "", True), (1, "0", False), (0, "", False)]
)
def test_T18_a_report_counts_only_if_it_names_a_message_that_we_sent(
    sent: int, digit: str, counts: bool
) -> None:
    post = Post.with_program().waiting(1, **({"handed_at": NOW} if sent else {}))
    key = outbox_key(tenant_of(post.store), post.key(), "email")
    assert report(post.store, post.key(), f"{digit}{key}", "complaint", NOW) is counts
    found = post.sql("SELECT channel, reason FROM suppression")
    assert found == ([("email", "complaint")] if counts else [])
