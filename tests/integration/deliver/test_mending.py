"""A long delivery: the clock goes on, leases are renewed, an end is heard, reasons are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, Sizes, deliver_due
from jalon.deliver.senders import Accepted, Outcome, Prepared, Refused, Retry
from jalon.deliver.settings import Delivery
from jalon.runtime import outbox
from jalon.runtime.clock import VirtualClock
from jalon.runtime.outbox import Patience
from jalon.runtime.status import status
from jalon.runtime.store import Interrupted, Undecided

from .building import HOUR, MINUTE, NOW, SECOND, Post, Recorder

SIZES = Sizes(batch=6, marketing=2)


class Slow(Recorder):
    """A sender that takes its time, and may be told to end on the way."""

    def __init__(self, clock: VirtualClock, takes: int, last: int = 99) -> None:
        super().__init__()
        self.clock, self.takes, self.last = clock, takes, last

    def send(self, message: Prepared) -> Outcome:
        """Takes it, later."""
        self.clock.sleep(self.takes)
        return super().send(message)

    def tired(self) -> bool:
        """Whether it has sent enough."""
        return len(self.sent) >= self.last


def slow(post: Post, takes: int, last: int = 99) -> tuple[Slow, dict[str, int]]:
    """Delivers by a slow sender; what became of it."""
    clock = VirtualClock(NOW)
    sender = Slow(clock, takes, last)
    office = Office(
        {"email": sender}, Desk(Delivery()), sizes=SIZES, clock=clock, ending=sender.tired
    )
    return sender, dict(deliver_due(post.store, office, NOW))


def test_each_window_has_the_instant_at_which_it_is_handed_off() -> None:
    post = Post.with_program().waiting(4)
    slow(post, 10 * SECOND)
    handed = [at - NOW for (at,) in post.sql("SELECT DISTINCT handed_at FROM outbox ORDER BY 1")]
    settled = [at - NOW for (at,) in post.sql("SELECT DISTINCT settled_at FROM outbox ORDER BY 1")]
    assert (handed, settled) == ([0, 20 * SECOND], [20 * SECOND, 40 * SECOND])


def test_a_lease_does_not_run_out_while_others_are_sent() -> None:
    post = Post.with_program().waiting(6)
    taken_back: list[int] = []

    class Meddling(Slow):
        def send(self, message: Prepared) -> Outcome:
            taken_back.append(outbox.recover(post.store, self.clock.now(), Patience()))
            return super().send(message)

    clock = VirtualClock(NOW)
    sender = Meddling(clock, 20 * SECOND)
    office = Office({"email": sender}, Desk(Delivery()), sizes=SIZES, clock=clock)
    assert deliver_due(post.store, office, NOW) == {"accepted": 6}
    assert set(taken_back) == {0}


def test_who_asks_for_the_end_waits_for_one_message_only() -> None:
    post = Post.with_program().waiting(6)
    sender, became = slow(post, SECOND, last=3)
    assert len(sender.sent) == 3
    assert became == {"accepted": 3, "lapsed": 3}
    assert outbox.counts(post.store) == {"accepted": 3, "queued": 3}
    assert post.sql("SELECT COUNT(*) FROM outbox WHERE lease_until IS NOT NULL") == [(0,)]
    assert slow(post, SECOND)[1] == {"accepted": 3}


def test_what_did_not_get_through_is_told_with_its_reason() -> None:
    post = Post.with_program().waiting(4)
    answers: list[Outcome] = [Retry("450 later"), Retry("450 later"), Refused(550, "550 no")]
    office = Office({"email": Recorder([*answers, Accepted()])}, Desk(Delivery()))
    deliver_due(post.store, office, NOW)
    assert office.troubles == {
        "email hello put off: 450 later": 2,
        "email hello refused: 550 no": 1,
    }
    told = [(one.state, one.reason, one.count) for one in status(post.store).undelivered]
    assert told == [("queued", "450 later", 2), ("refused", "550 no", 1)]


def test_SP_59_a_leased_message_of_a_run_that_leaves_stays_here() -> None:
    post = Post.with_program().waiting(2)
    rows = outbox.claim(post.store, NOW, 10, Patience())
    post.store.write("leave.clear")
    post.sql("INSERT INTO leaving (enrollment_id, at, reason) VALUES (1, ?, 'purchased')", NOW)
    post.store.write("leave.suppress", now=NOW)
    assert post.states() == {1: ("suppressed", "exit"), 2: ("leased", None)}
    assert outbox.hand_off(post.store, rows, {}, NOW + MINUTE, Patience()) == {rows[1].place}


class Leaving(Recorder):
    """A sender with whose first message something happens to the store."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__()
        self.happens = happens

    def send(self, message: Prepared) -> Outcome:
        """Takes it."""
        if not self.sent:
            self.happens()
        return super().send(message)


def test_what_is_known_while_the_database_is_away_is_written_down_when_it_is_back() -> None:
    post = Post.with_program().waiting(6)
    there = post.store.transaction

    def away() -> AbstractContextManager[None]:
        raise Interrupted("the database cannot be reached")

    def go_away() -> None:
        post.store.transaction = away  # type: ignore[method-assign, assignment]

    sender = Leaving(go_away)
    ours = Office({"email": sender}, Desk(Delivery()), sizes=SIZES)
    with pytest.raises(Interrupted):
        deliver_due(post.store, ours, NOW)
    post.store.transaction = there  # type: ignore[method-assign]
    assert deliver_due(post.store, ours, NOW + HOUR) == {"accepted": 6, "lapsed": 4}
    assert len({one.key for one in sender.sent}) == len(sender.sent) == 6
    assert post.attempts(1) == ["accepted"]


def test_a_hand_off_that_may_have_been_committed_is_not_in_doubt() -> None:
    post = Post.with_program().waiting(2)
    there = post.store.transaction
    handed: list[bool] = []

    @contextmanager
    def unsure() -> Iterator[None]:
        inside = post.store.inside()
        with there():
            yield
        if not inside and not handed and post.state() == "handoff":
            handed.append(True)
            raise Undecided("the database cannot be asked whether it did")

    post.store.transaction = unsure  # type: ignore[method-assign]
    ours = Office({"email": Recorder()}, Desk(Delivery()), sizes=SIZES)
    with pytest.raises(Undecided):
        deliver_due(post.store, ours, NOW)
    assert deliver_due(post.store, ours, NOW + HOUR) == {"accepted": 2, "lapsed": 2}
    assert post.attempts(1) == ["lapsed", "accepted"]
