"""The state machine of the outbox: every legal change, no other, and no change by a late worker."""

from __future__ import annotations

from itertools import product

import pytest

from jalon.runtime import outbox
from jalon.runtime.outbox import LEGAL, STATES, Claimed, IllegalChange, Patience, Result, Verdict
from jalon.runtime.outbox.moves import apply
from jalon.runtime.outbox.states import Change

from .building import HOUR, MINUTE, NOW, SECOND, Post

ILLEGAL = [(a, b) for a, b in product(STATES, STATES) if b not in LEGAL.get(a, ())]
BY_HAND = ("refused", "expired", "dead")
SETTLED = [(a, b) for a in LEGAL if a not in BY_HAND for b in sorted(LEGAL[a]) if b != "leased"]
PATIENCE = Patience()
ME = Verdict("ana", "the log of the server has it", NOW + HOUR)


def claimed(post: Post, now: int = NOW) -> list[Claimed]:
    return outbox.claim(post.store, now, 100, PATIENCE)


def handed(post: Post, now: int = NOW) -> list[Claimed]:
    rows = claimed(post, now)
    kept = outbox.hand_off(post.store, rows, {}, now, PATIENCE)
    return [row for row in rows if row.place in kept]


def posts(post: Post, state: str = "") -> list[outbox.Post]:
    return outbox.posts(post.store, outbox.Filter(state=state), 100)


def settled(post: Post, outcome: str, now: int = NOW, **more: object) -> int:
    """Hands off what is due and settles it all with one outcome."""
    results = [Result(row, outcome, **more) for row in handed(post, now)]  # type: ignore[arg-type]
    return outbox.settle(post.store, results, now, PATIENCE)


# --- changes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("origin", "state"), ILLEGAL)
def test_an_illegal_change_is_refused_and_nothing_is_written(origin: str, state: str) -> None:
    post = Post.with_program().waiting(1, state=origin, epoch=1)
    row = Claimed(*post.key(), 1, "email", "hello", "marketing", NOW, 1, 1)
    with pytest.raises(IllegalChange), post.store.transaction():
        apply(post.store, [Change(row, origin, state)], NOW)
    assert post.states() == {1: (origin, None)}


@pytest.mark.parametrize(("origin", "state"), SETTLED)
def test_a_legal_change_is_made_only_from_its_own_state(origin: str, state: str) -> None:
    for actual in STATES:
        post = Post.with_program().waiting(1, state=actual, epoch=1)
        row = Claimed(*post.key(), 1, "email", "hello", "marketing", NOW, 1, 1)
        with post.store.transaction():
            changed = apply(post.store, [Change(row, origin, state)], NOW)
        assert changed == (actual == origin)
        assert post.state() == (state if actual == origin else actual)


def test_a_state_that_does_not_exist_cannot_be_stored() -> None:
    post = Post.with_program().waiting(1)
    with pytest.raises(Exception, match="never goes"):
        post.sql("UPDATE outbox SET state = 'sent'")
    with pytest.raises(Exception, match="CHECK"):
        post.queue(2, state="sent")


@pytest.mark.parametrize(("origin", "state"), ILLEGAL + [(one, "queued") for one in BY_HAND])
def test_INV_12_the_database_itself_refuses_what_is_not_in_the_table(
    origin: str, state: str
) -> None:
    post = Post.with_program().waiting(1, state=origin)
    if origin != state:
        with pytest.raises(Exception, match="never goes"):
            post.sql("UPDATE outbox SET state = ?", state)
    assert post.state() == origin


@pytest.mark.parametrize(
    "change", ["epoch = epoch + 1", "attempt = attempt + 1", "state = 'leased'", "epoch = -1"]
)
def test_INV_22_only_a_claim_counts_an_attempt_and_begins_an_epoch(change: str) -> None:
    post = Post.with_program().waiting(1)
    with pytest.raises(Exception, match="never goes"):
        post.sql(f"UPDATE outbox SET {change}")


def test_the_trail_of_a_message_is_never_changed() -> None:
    post = Post.with_program().waiting(2)
    settled(post, "refused")
    outbox.retry(post.store, posts(post, "refused"), ME)
    for change in ("attempt SET outcome = 'accepted'", "outbox_move SET state = 'dead'"):
        with pytest.raises(Exception, match="never changed"):
            post.sql(f"UPDATE {change}")


def test_a_claim_leases_what_is_due_longest_first_and_counts() -> None:
    post = Post.with_program()
    for id, due in ((1, NOW), (2, NOW - 5), (3, NOW + 1), (4, NOW - 9)):
        post.contact(id)
        post.queue(id, queued_at=due, not_before=due)
    rows = outbox.claim(post.store, NOW, 2, PATIENCE)
    assert [(row.enrollment_id, row.attempt, row.epoch) for row in rows] == [(4, 1, 1), (2, 1, 1)]
    assert [post.state(id) for id in (1, 2, 3, 4)] == ["queued", "leased", "queued", "leased"]
    assert [row.enrollment_id for row in claimed(post)] == [1]
    assert claimed(post) == []


def test_transactional_messages_come_before_the_others() -> None:
    post = Post.with_program().waiting(3)
    post.sql("UPDATE outbox SET purpose = 'transactional' WHERE enrollment_id = 2")
    assert [row.enrollment_id for row in claimed(post)] == [2]
    assert [row.enrollment_id for row in claimed(post)] == [1, 3]


def test_an_accepted_message_is_an_event_in_the_same_transaction() -> None:
    post = Post.with_program().waiting(1)
    post.sql("UPDATE engine SET watermark = ?", NOW + 5)
    assert settled(post, "accepted", detail="250 ok") == 1
    assert post.states() == {1: ("accepted", None)}
    columns = "contact_id, kind, subject, ref, at, moment, origin, cause, properties"
    assert post.sql(f"SELECT {columns} FROM event") == [
        (1, "email_sent", "hello", None, NOW, NOW + 5, "live", 1, '{"enrollment":1,"step":1}')
    ]
    assert post.sql("SELECT number, outcome, detail, at FROM attempt") == [
        (1, "accepted", "250 ok", NOW)
    ]


def test_the_event_of_a_text_message_is_its_own_kind_with_the_folded_name() -> None:
    post = Post.with_program().waiting(1, channel="sms", message=" Nudge ")
    settled(post, "accepted")
    assert post.sql("SELECT kind, subject FROM event") == [("sms_sent", "nudge")]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("accepted", "accepted"), ("refused", "refused"), ("unknown", "unknown"), ("retry", "queued")],
)
def test_each_outcome_of_a_hand_off_has_its_state(outcome: str, state: str) -> None:
    post = Post.with_program().waiting(1)
    settled(post, outcome)
    assert post.state() == state
    assert post.attempts() == [outcome]
    assert len(post.sql("SELECT * FROM event")) == (outcome == "accepted")


def test_what_cannot_be_written_is_dead_with_its_reason() -> None:
    post = Post.with_program().waiting(1)
    results = [Result(row, "failed", "template", "words", origin="leased") for row in claimed(post)]
    outbox.settle(post.store, results, NOW, PATIENCE)
    assert post.states() == {1: ("dead", "template")}
    assert post.sql("SELECT outcome, detail FROM attempt") == [("failed", "words")]


# --- fencing -------------------------------------------------------------------------------------


def test_a_worker_that_lost_its_lease_changes_nothing() -> None:
    post = Post.with_program().waiting(1)
    frozen = claimed(post)
    later = NOW + 2 * MINUTE
    outbox.recover(post.store, later, PATIENCE)
    other = handed(post, later)
    assert outbox.hand_off(post.store, frozen, {}, later, PATIENCE) == set()
    assert outbox.settle(post.store, [Result(frozen[0], "refused")], later, PATIENCE) == 0
    assert post.state() == "handoff"
    assert outbox.settle(post.store, [Result(other[0], "accepted")], later, PATIENCE) == 1
    assert post.attempts() == ["crashed", "accepted"]


def test_settling_twice_changes_nothing_the_second_time() -> None:
    post = Post.with_program().waiting(1)
    [row] = handed(post)
    assert outbox.settle(post.store, [Result(row, "accepted")], NOW, PATIENCE) == 1
    assert outbox.settle(post.store, [Result(row, "accepted")], NOW, PATIENCE) == 0
    assert len(post.sql("SELECT * FROM event")) == len(post.attempts()) == 1


def test_an_answer_after_the_lease_still_settles_what_is_unknown() -> None:
    post = Post.with_program().waiting(2)
    rows = handed(post)
    outbox.recover(post.store, NOW + 2 * MINUTE, PATIENCE)
    results = [Result(rows[0], "accepted"), Result(rows[1], "refused")]
    assert outbox.settle(post.store, results, NOW + 3 * MINUTE, PATIENCE) == 2
    assert post.states() == {1: ("accepted", None), 2: ("refused", None)}
    assert len(post.sql("SELECT * FROM event")) == 1


def test_an_answer_after_the_lease_keeps_a_transactional_message_from_being_sent_again() -> None:
    post = Post.with_program().waiting(1, purpose="transactional")
    rows = handed(post)
    outbox.recover(post.store, NOW + 2 * MINUTE, PATIENCE)
    assert post.state() == "queued"
    assert outbox.settle(post.store, [Result(rows[0], "accepted")], NOW + 3 * MINUTE, PATIENCE) == 1
    assert claimed(post, NOW + HOUR) == []


def test_a_lease_that_is_renewed_does_not_run_out() -> None:
    post = Post.with_program().waiting(2)
    rows = claimed(post)
    assert outbox.renew(post.store, rows[:1], NOW + 50 * SECOND, PATIENCE) == 1
    assert outbox.recover(post.store, NOW + 100 * SECOND, PATIENCE) == 1
    assert post.states() == {1: ("leased", None), 2: ("queued", None)}


# --- recovery ------------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", ["marketing", "cart", "transactional"])
def test_a_lease_that_ran_out_is_queued_again(purpose: str) -> None:
    post = Post.with_program().waiting(1, purpose=purpose)
    claimed(post)
    assert outbox.recover(post.store, NOW + PATIENCE.lease, PATIENCE) == 0
    assert outbox.recover(post.store, NOW + PATIENCE.lease + 1, PATIENCE) == 1
    assert post.states() == {1: ("queued", None)}
    assert post.attempts() == ["crashed"]


@pytest.mark.parametrize("purpose", ["marketing", "cart"])
def test_marketing_of_which_nobody_knows_is_never_sent_again(purpose: str) -> None:
    post = Post.with_program().waiting(1, purpose=purpose)
    handed(post)
    outbox.recover(post.store, NOW + HOUR, PATIENCE)
    assert post.states() == {1: ("unknown", "no_answer")}
    assert claimed(post, NOW + 100 * HOUR) == []


def test_a_transactional_message_of_which_nobody_knows_is_sent_again_a_few_times() -> None:
    post = Post.with_program().waiting(1, purpose="transactional")
    now, sent = NOW, 0
    while rows := handed(post, now):
        sent += len(rows)
        now += HOUR
        outbox.recover(post.store, now, PATIENCE)
        now += HOUR
    assert sent == PATIENCE.lost
    assert post.states() == {1: ("unknown", "no_answer")}


@pytest.mark.parametrize(("state", "events"), [("accepted", 1), ("queued", 0)])
def test_what_is_unknown_can_be_resolved(state: str, events: int) -> None:
    post = Post.with_program().waiting(1)
    handed(post)
    assert outbox.resolve(post.store, posts(post), state, ME) == 0
    outbox.recover(post.store, NOW + HOUR, PATIENCE)
    assert outbox.resolve(post.store, posts(post), state, ME) == 1
    assert post.state() == state
    assert len(post.sql("SELECT * FROM event")) == events
    assert post.sql("SELECT origin, state, who, why, attempt FROM decision") == [
        ("unknown", state, "ana", "the log of the server has it", 1)
    ]


@pytest.mark.parametrize("origin", ["refused", "dead", "expired"])
def test_what_is_over_is_sent_again_when_somebody_decides_so(origin: str) -> None:
    post = Post.with_program().waiting(2, state=origin)
    first = posts(post, origin)[:1]
    assert outbox.retry(post.store, first, ME) == 1
    assert outbox.retry(post.store, first, ME) == 0
    assert sorted(state for state, _ in post.states().values()) == sorted(["queued", origin])
    assert [row.place for row in claimed(post, NOW + HOUR)] == [first[0].row.place]
    assert post.sql("SELECT origin, state FROM outbox_move") == [(origin, "queued")]


def test_what_is_sent_again_by_hand_has_its_day_of_retries_anew() -> None:
    post = Post.with_program().waiting(1)
    settled(post, "retry")
    settled(post, "retry", NOW + 24 * HOUR)
    assert post.state() == "dead"
    later = NOW + 30 * HOUR
    outbox.retry(post.store, posts(post), Verdict("ana", None, later))
    settled(post, "retry", later)
    assert post.state() == "queued"


# --- poison --------------------------------------------------------------------------------------


def test_F15_a_message_on_which_workers_die_is_set_aside_and_the_others_leave() -> None:
    post, poison = Post.with_program().waiting(60), 7
    now, deaths, batches = NOW, 0, []
    while rows := outbox.claim(post.store, now, 50, PATIENCE):
        if any(row.enrollment_id == poison for row in rows):
            deaths += 1
            batches.append(len(rows))
            now += HOUR
            outbox.recover(post.store, now, PATIENCE)
        else:
            gone = outbox.hand_off(post.store, rows, {}, now, PATIENCE)
            results = [Result(row, "accepted") for row in rows if row.place in gone]
            outbox.settle(post.store, results, now, PATIENCE)
    assert batches == [50, 20, 1, 1, 1]
    assert post.states()[poison] == ("dead", "crashed")
    assert outbox.counts(post.store) == {"accepted": 59, "dead": 1}
    assert post.attempts(poison) == ["lapsed", "lapsed", "crashed", "crashed", "crashed"]


def test_a_message_alone_in_the_hands_of_three_dead_workers_is_set_aside() -> None:
    post = Post.with_program().waiting(1)
    for turn in range(1, 4):
        assert len(claimed(post, NOW + turn * HOUR)) == 1
        outbox.recover(post.store, NOW + turn * HOUR + 2 * MINUTE, PATIENCE)
    assert post.states() == {1: ("dead", "crashed")}


def test_INV_22_an_attempt_that_an_exit_ends_is_told_though_its_worker_is_lost() -> None:
    post = Post.with_program().waiting(1)
    claimed(post)
    post.sql("UPDATE outbox SET state = 'suppressed', reason = 'exit', settled_at = ?", NOW)
    assert post.sql("SELECT number, outcome, detail, origin, state FROM attempt") == [
        (1, "suppressed", "exit", "leased", "suppressed")
    ]


# --- retries -------------------------------------------------------------------------------------


def test_a_retry_waits_a_random_while_that_grows_up_to_a_quarter_of_an_hour() -> None:
    post = Post.with_program().waiting(40)
    now, longest = NOW, []
    for _ in range(14):
        settled(post, "retry", now)
        waits = [due - now for (due,) in post.sql("SELECT not_before FROM outbox")]
        assert min(waits) > 0
        longest.append(max(waits))
        now += 20 * MINUTE
    caps = [min(2 * SECOND << count, 15 * MINUTE) for count in range(14)]
    assert all(0.7 * cap < found <= cap for found, cap in zip(longest, caps, strict=True))


def test_a_retry_waits_as_long_as_the_other_side_asks() -> None:
    post = Post.with_program().waiting(1)
    settled(post, "retry", after=HOUR)
    assert post.sql("SELECT not_before FROM outbox") == [(NOW + HOUR,)]


def test_after_a_day_of_retries_a_message_is_given_up() -> None:
    post = Post.with_program().waiting(1)
    settled(post, "retry")
    settled(post, "retry", NOW + 23 * HOUR)
    assert post.state() == "queued"
    settled(post, "retry", NOW + 24 * HOUR, detail="451 later")
    assert post.states() == {1: ("dead", "retries")}
    assert post.attempts() == ["retry"] * 3


def test_every_attempt_is_counted() -> None:
    post = Post.with_program().waiting(5)
    for turn, outcome in enumerate(["retry", "retry", "unknown", "retry", "accepted"]):
        settled(post, outcome, NOW + turn * HOUR)
    rows = post.sql(
        "SELECT o.attempt, COUNT(*) FROM outbox AS o JOIN attempt AS a USING (enrollment_id,"
        " node_id) GROUP BY o.enrollment_id, o.attempt"
    )
    assert all(claims == attempts for claims, attempts in rows)
    assert outbox.counts(post.store) == {"unknown": 5}
