"""What delivery does of itself: leaves destinations alone, keeps to rates, hands off in time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from jalon.compiler import ir
from jalon.deliver import loop
from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, Sizes, deliver_due
from jalon.deliver.senders import Accepted, Outcome, Prepared, Refused, Retry, Sender
from jalon.deliver.settings import Delivery
from jalon.runtime import clock, outbox
from jalon.runtime.clock import VirtualClock
from jalon.runtime.engine.tick import tick
from jalon.runtime.outbox import Patience, Rate, destinations

from .building import HOUR, MINUTE, NOW, SECOND, Post, Recorder, journey, office, program, send
from .hooks import listening, sender


class Server(Recorder):
    """A sender to one machine, which may be down."""

    down = True
    only = "mail.example:587"
    asked = 0

    def destination(self, message: Prepared) -> str:
        """The machine."""
        return self.only

    def send(self, message: Prepared) -> Outcome:
        """Takes it unless it is down."""
        self.asked += 1
        return Retry("451 not now") if self.down else super().send(message)


def told(post: Post) -> list[tuple[str, int, bool]]:
    """The destinations: their names, failures in a row, and whether they are left alone."""
    found = destinations(post.store)
    return [(one.name, one.failures, one.opened_at is not None) for one in found]


# --- destinations --------------------------------------------------------------------------------


def test_twenty_failures_in_a_row_and_one_message_a_minute_is_let_through() -> None:
    post, server = Post.with_program().waiting(60), Server()
    ours = office(server, sizes=Sizes(batch=20))
    deliver_due(post.store, ours, NOW)
    asked = server.asked
    assert asked in range(20, 41)
    assert told(post) == [("mail.example:587", asked, True)]
    for second in range(10, 60, 10):
        assert deliver_due(post.store, ours, NOW + second * SECOND) == {}
    assert deliver_due(post.store, ours, NOW + MINUTE) == {"retry": 1}
    assert deliver_due(post.store, office(server), NOW + MINUTE + SECOND) == {}
    server.down = False
    assert deliver_due(post.store, office(server), NOW + 2 * MINUTE) == {"accepted": 1}
    assert told(post) == [("mail.example:587", 0, False)]
    assert deliver_due(post.store, ours, NOW + 20 * MINUTE) == {"accepted": 59}


def test_a_refusal_is_an_answer_and_no_failure() -> None:
    post, server = Post.with_program().waiting(30), Server()
    server.down = False
    server.answers = [Refused(550, "550 no") for _ in range(30)]
    assert deliver_due(post.store, office(server), NOW) == {"refused": 30}
    assert told(post) == []


def test_a_machine_behind_a_webhook_is_left_alone_and_the_others_are_not() -> None:
    with listening(*[500] * 100) as broken, listening() as fine:
        hooks = (("bad", broken.url), ("good", fine.url))
        webhooks = tuple(ir.Webhook(name=name, url=url) for name, url in hooks)
        post = Post.with_program(program(webhooks=webhooks))
        for id in range(1, 31):
            post.contact(id)
            post.queue(id, channel="webhook", message="bad", purpose="internal")
        ours = Office({"webhook": sender()}, Desk(Delivery()))
        assert deliver_due(post.store, ours, NOW) == {"unknown": 20, "held": 10}
        post.contact(31)
        post.queue(31, channel="webhook", message="good", purpose="internal")
        assert deliver_due(post.store, ours, NOW) == {"accepted": 1}
    assert (len(broken.taken), len(fine.taken)) == (20, 1)
    assert set(post.attempts(30)) == {"held"}


# --- rates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [Rate(100, MINUTE), Rate(7, MINUTE), Rate(5, SECOND)])
def test_F37_never_more_than_the_rate_leaves_in_any_of_its_periods(rate: Rate) -> None:
    post, sender, clock = Post.with_program().waiting(400), Recorder(), VirtualClock(NOW)
    at: list[int] = []
    ours = replace(office(sender), rates={"email": rate}, clock=clock)
    for _ in range(300):
        at += [clock.now()] * deliver_due(post.store, ours, clock.now())["accepted"]
        clock.sleep(rate.period // 50)
    most = max(sum(last - rate.period < one <= last for one in at) for last in set(at))
    assert most <= rate.count * (1 if rate.period >= MINUTE else 2)
    assert len(at) >= min(0.9 * rate.count * 6, 400) - 1


def test_what_is_not_sent_after_all_does_not_count_as_sent() -> None:
    post, sender = Post.with_program().waiting(100), Recorder()
    post.sql("UPDATE contact SET email_status = 'unsubscribed' WHERE id <= 95")
    ours = replace(office(sender), rates={"email": Rate(100, MINUTE)})
    assert deliver_due(post.store, ours, NOW) == {"accepted": 5, "stopped": 95}


def test_receipts_do_not_wait_behind_a_campaign() -> None:
    post, sender = Post.with_program().waiting(20), Recorder()
    post.sql("UPDATE outbox SET purpose = 'transactional', not_before = ? WHERE node_id > 0"
             " AND enrollment_id = 20", NOW)  # fmt: skip
    post.sql("UPDATE outbox SET not_before = ? WHERE enrollment_id < 20", NOW - HOUR)
    ours = replace(office(sender), rates={"email": Rate(1, MINUTE)})
    assert deliver_due(post.store, ours, NOW) == {"accepted": 1}
    assert sender.sent[0].recipient == "c20@x.example"


# --- time ----------------------------------------------------------------------------------------


@dataclass
class Freezing(Recorder):
    """A sender whose worker is frozen for a while, before some message."""

    passed: float = 0.0
    frozen_at: int = 0

    def open(self) -> Retry | None:
        """Ready, but perhaps much later."""
        if len(self.sent) == self.frozen_at:
            self.passed, self.frozen_at = self.passed + 31, -1
        return None


@pytest.mark.parametrize(("frozen_at", "sent"), [(1, 1), (3, 3)])
def test_F7_a_worker_that_was_frozen_after_a_hand_off_sends_nothing_of_it(
    frozen_at: int, sent: int
) -> None:
    post, sender = Post.with_program().waiting(5), Freezing(frozen_at=frozen_at)
    ours = replace(office(sender), stopwatch=lambda: sender.passed)
    assert deliver_due(post.store, ours, NOW) == {"accepted": sent, "lapsed": 5 - sent}
    assert outbox.counts(post.store) == {"accepted": sent, "queued": 5 - sent}
    assert deliver_due(post.store, ours, NOW) == {"accepted": 5 - sent}


def test_the_stopwatch_counts_the_time_in_which_the_machine_sleeps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asleep = {"boot": 600.0}
    monkeypatch.setattr("time.CLOCK_BOOTTIME", "boot", raising=False)
    monkeypatch.setattr("time.clock_gettime", asleep.__getitem__)
    monkeypatch.setattr(clock, "_SINCE_BOOT", clock.since_boot())
    assert clock.stopwatch() == 600.0
    monkeypatch.delattr("time.CLOCK_BOOTTIME")
    assert clock.since_boot() is None


def test_nothing_is_claimed_when_the_disk_is_full() -> None:
    post, sender = Post.with_program().waiting(2), Recorder()
    reason: list[str | None] = ["the disk is full", None]
    ours = replace(office(sender), pressed=lambda: reason[0])
    assert deliver_due(post.store, ours, NOW) == {}
    assert not ours.troubles
    assert outbox.counts(post.store) == {"queued": 2}
    reason.pop(0)
    assert deliver_due(post.store, ours, NOW) == {"accepted": 2}


@dataclass
class Tarpit(Recorder):
    """A sender that answers when it is let go."""

    until: Callable[[], object] = bool

    def send(self, message: Prepared) -> Outcome:
        """Much later."""
        self.until()
        return super().send(message)


def test_T30_who_is_stuck_holds_up_no_other_channel() -> None:
    both = program(journey("j", send(1, "hello"), send(2, "nudge", "sms")))
    post = Post.with_program(both).waiting(3)
    for id in (1, 2, 3):
        post.queue(id, 2, channel="sms", message="nudge")
    texts, told = Recorder(), threading.Event()

    def all_texts() -> None:
        assert told.wait(10)

    class Telling(Recorder):
        def send(self, message: Prepared) -> Outcome:
            texts.send(message)
            if len(texts.sent) == 3:
                told.set()
            return Accepted()

    senders: dict[str, Sender] = {"email": Tarpit(until=all_texts), "sms": Telling()}
    ours = Office(senders, Desk(Delivery()), patience=Patience(), at_once=True)
    assert deliver_due(post.store, ours, NOW) == {"accepted": 6}


def test_T30_journeys_go_on_while_an_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "PATROL", 0.01)
    post, ticked = Post.with_program().waiting(1), threading.Event()

    def answer() -> None:
        assert ticked.wait(10)

    def meanwhile() -> None:
        tick(post.store, NOW)
        ticked.set()

    senders: dict[str, Sender] = {"email": Tarpit(until=answer)}
    ours = Office(senders, Desk(Delivery()), meanwhile=meanwhile, at_once=True)
    assert deliver_due(post.store, ours, NOW) == {"accepted": 1}
