"""The last look before a message leaves: consent, quiet hours, exits (reliability 2.4, 5.2)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from jalon.compiler.ir.zones import from_wall, spans, to_wall
from jalon.runtime import outbox
from jalon.runtime.outbox import Claimed, Patience, Place, Pressure

from .building import HOUR, NOW, Post

PATIENCE = Patience()
DAY = 24 * HOUR
EMAIL = ("subscribed", "unsubscribed", "non_subscribed", "pending", "cleaned")


def looked(post: Post, now: int = NOW, quiet: tuple[int, int] | None = None) -> set[Place]:
    """Claims and hands off what is due; the places that may leave."""
    rows = outbox.claim(post.store, now, 100, PATIENCE)
    windows = {row.place: Pressure([quiet]) for row in rows} if quiet else {}
    return outbox.hand_off(post.store, rows, windows, now, PATIENCE)


def leased(post: Post) -> list[Claimed]:
    return outbox.claim(post.store, NOW, 100, PATIENCE)


# --- consent -------------------------------------------------------------------------------------

DECISIONS = [
    *(("email", "marketing", status, "consent") for status in EMAIL if status != "subscribed"),
    ("email", "marketing", "subscribed", None),
    ("email", "cart", "subscribed", None),
    ("email", "cart", "non_subscribed", None),
    ("email", "cart", "unsubscribed", "unsubscribed"),
    ("email", "cart", "pending", "consent"),
    ("email", "cart", "cleaned", "cleaned"),
    *(("email", "transactional", status, None) for status in EMAIL if status != "cleaned"),
    ("email", "transactional", "cleaned", "cleaned"),
    *(("sms", purpose, "none", "consent") for purpose in ("marketing", "cart")),
    *(("sms", purpose, "unsubscribed", "consent") for purpose in ("marketing", "cart")),
    *(("sms", purpose, "subscribed", None) for purpose in ("marketing", "cart", "transactional")),
    ("sms", "transactional", "unsubscribed", None),
]


@pytest.mark.parametrize(("channel", "purpose", "status", "reason"), DECISIONS)
def test_STEP_40_SP_61_the_consent_of_that_moment_decides(
    channel: str, purpose: str, status: str, reason: str | None
) -> None:
    post = Post.with_program()
    post.contact(1, **{f"{channel}_status": status})
    place = post.queue(1, channel=channel, purpose=purpose)
    assert looked(post) == (set() if reason else {place})
    assert post.states() == {1: ("suppressed", reason) if reason else ("handoff", None)}
    assert post.attempts() == (["suppressed"] if reason else [])


def test_an_opt_out_between_claim_and_hand_off_wins() -> None:
    post = Post.with_program().waiting(2)
    rows = leased(post)
    post.sql("UPDATE contact SET email_status = 'unsubscribed' WHERE id = 1")
    kept = outbox.hand_off(post.store, rows, {}, NOW, PATIENCE)
    assert {run for run, _ in kept} == {2}
    assert post.states() == {1: ("suppressed", "consent"), 2: ("handoff", None)}


def test_an_opt_out_after_the_hand_off_is_too_late_for_this_message() -> None:
    post = Post.with_program().waiting(1)
    assert len(looked(post)) == 1
    post.sql("UPDATE contact SET email_status = 'unsubscribed'")
    assert post.state() == "handoff"


def test_SP_59_a_message_that_an_exit_suppressed_meanwhile_does_not_leave() -> None:
    post = Post.with_program().waiting(1)
    rows = leased(post)
    post.sql("UPDATE outbox SET state = 'suppressed', reason = 'exit'")
    assert outbox.hand_off(post.store, rows, {}, NOW, PATIENCE) == set()
    assert post.states() == {1: ("suppressed", "exit")}


def test_SP_60_only_the_first_cart_message_goes_to_somebody_not_subscribed() -> None:
    post = Post.with_program()
    post.contact(1, email_status="non_subscribed")
    first = post.queue(1, 1, purpose="cart")
    post.queue(1, 2, purpose="cart")
    assert looked(post) == {first}
    rows = post.sql("SELECT state, reason FROM outbox ORDER BY node_id")
    assert rows == [("handoff", None), ("suppressed", "consent")]


def test_SP_60_a_first_message_that_was_suppressed_does_not_count() -> None:
    post = Post.with_program()
    post.contact(1, email_status="non_subscribed")
    post.queue(1, 1, purpose="cart", state="suppressed")
    second = post.queue(1, 2, purpose="cart")
    assert looked(post) == {second}


@pytest.mark.parametrize(("purpose", "kept"), [("marketing", 0), ("cart", 0), ("transactional", 1)])
def test_marketing_does_not_reach_the_archived(purpose: str, kept: int) -> None:
    post = Post.with_program()
    post.contact(1, archived=1)
    post.queue(1, purpose=purpose)
    assert len(looked(post)) == kept


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_without_an_address_there_is_nowhere_to_go(channel: str) -> None:
    post = Post.with_program()
    post.contact(1, email=None, phone=None)
    post.queue(1, channel=channel, purpose="transactional")
    assert looked(post) == set()
    assert post.states() == {1: ("suppressed", "no_address")}


# --- quiet hours ---------------------------------------------------------------------------------

ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
WINDOWS = [(21 * HOUR, 8 * HOUR), (12 * HOUR, 14 * HOUR), (0, 9 * HOUR), (22 * HOUR, 0)]
INSTANTS = [
    NOW,
    *(NOW + hours * HOUR for hours in (3, 7, 11, 15, 19, 23)),
    1_774_738_800_000,  # 2026-03-28 23:00 UTC: clocks change in Paris that night
    1_792_882_800_000,  # 2026-10-24 23:00 UTC: and back
    1_772_953_200_000,  # 2026-03-08 07:00 UTC: New York
]


def in_zone(name: str) -> Post:
    """A store with one contact in that zone, and a message that is due at any time."""
    post = Post.with_program()
    post.sql("INSERT INTO zone (id, name) VALUES (1, ?)", name)
    for row in spans(ZoneInfo(name), 2025, 2027):
        post.sql("INSERT INTO zone_span VALUES (1, ?, ?, ?)", *row)
    post.contact(1, zone_id=1)
    post.queue(1, queued_at=1 << 42, not_before=0)
    return post


def resumes(now: int, window: tuple[int, int], zone: ZoneInfo) -> int | None:
    """When a message may leave that is due now, by zoneinfo; None if it may at once."""
    start, end = window
    day, clock = divmod(to_wall(now, zone), DAY)
    inside = start <= clock < end if start < end else clock >= start or clock < end
    return from_wall((day + (clock >= end)) * DAY + end, zone) if inside else None


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("window", WINDOWS)
def test_STEP_43_a_message_waits_until_quiet_hours_end(name: str, window: tuple[int, int]) -> None:
    for now in INSTANTS:
        post = in_zone(name)
        expected = resumes(now, window, ZoneInfo(name))
        kept = looked(post, now, window)
        ((state, due),) = post.sql("SELECT state, not_before FROM outbox")
        if expected is None:
            assert (state, len(kept)) == ("handoff", 1)
        else:
            assert (state, due, kept) == ("queued", expected, set())
            assert post.attempts() == ["quiet"]


def test_STEP_43_after_quiet_hours_the_message_leaves() -> None:
    post = in_zone("Europe/Paris")
    night = (12 * HOUR, 14 * HOUR)
    assert looked(post, NOW, night) == set()
    ((due,),) = post.sql("SELECT not_before FROM outbox")
    assert looked(post, due - 1, night) == set()
    assert len(looked(post, due, night)) == 1


def test_STEP_44_a_transactional_message_leaves_in_quiet_hours() -> None:
    post = in_zone("UTC")
    post.sql("UPDATE outbox SET purpose = 'transactional'")
    assert len(looked(post, NOW, (0, 23 * HOUR))) == 1


def test_consent_is_looked_at_before_quiet_hours() -> None:
    post = in_zone("UTC")
    post.sql("UPDATE contact SET email_status = 'unsubscribed'")
    looked(post, NOW, (0, 23 * HOUR))
    assert post.states() == {1: ("suppressed", "consent")}


def test_several_quiet_hours_hold_until_the_last_of_them_ends() -> None:
    post = in_zone("UTC")
    [row] = outbox.claim(post.store, NOW, 1, PATIENCE)
    windows = {row.place: Pressure([(11 * HOUR, 13 * HOUR), (12 * HOUR, 15 * HOUR)])}
    outbox.hand_off(post.store, [row], windows, NOW, PATIENCE)
    assert post.sql("SELECT not_before FROM outbox") == [(NOW + 3 * HOUR,)]


def test_STEP_43_quiet_hours_that_end_in_the_hour_that_comes_twice() -> None:
    post, night = in_zone("Europe/Paris"), (22 * HOUR, 2 * HOUR + HOUR // 2)
    again = 1_792_890_600_000  # 2026-10-25 01:10 UTC: 02:10 in Paris, for the second time
    assert looked(post, again, night) == set()
    assert post.sql("SELECT not_before - ? FROM outbox", again) == [(60_000,)]
    assert len(looked(post, again + 20 * 60_000, night)) == 1
