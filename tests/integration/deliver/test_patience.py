"""How long messages wait: receipts after a crash, what is too old, requests that reach nobody."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from jalon.cli.job import patience_of
from jalon.compiler import ir
from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, Sizes, deliver_due
from jalon.deliver.senders import Prepared
from jalon.deliver.settings import Delivery
from jalon.runtime import outbox
from jalon.runtime.outbox import Patience, Rate, Verdict
from jalon.runtime.store import Fenced

from .building import HOUR, MINUTE, NOW, SECOND, Post, Recorder, office, program
from .hooks import sender
from .test_outbox import PATIENCE, claimed, handed, posts

DAY = 24 * HOUR

# --- receipts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [1, 2])
def test_receipts_that_a_lost_worker_had_do_not_wait_behind_a_campaign(lost: int) -> None:
    post, sender = Post.with_program().waiting(1, purpose="transactional"), Recorder()
    for turn in range(lost):
        claimed(post, NOW + 2 * turn * MINUTE)
        outbox.recover(post.store, NOW + (2 * turn + 1) * MINUTE + 1, PATIENCE)
    for id in range(2, 60):
        post.contact(id)
        post.queue(id)
    ours = replace(office(sender), rates={"email": Rate(60, MINUTE)})
    for second in range(3):
        deliver_due(post.store, ours, NOW + HOUR + second * SECOND)
    assert [one.recipient for one in sender.sent].index("c1@x.example") == (0, 3)[lost - 1]


# --- expiry --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("purpose", "hours"), [("cart", 4), ("transactional", 8)])
def test_what_waited_too_long_expires_receipts_later(purpose: str, hours: int) -> None:
    short = Patience(too_old=4 * HOUR, much_too_old=8 * HOUR)
    post = Post.with_program().waiting(1, purpose=purpose)
    assert outbox.expire(post.store, NOW + hours * HOUR, short) == 0
    assert outbox.expire(post.store, NOW + hours * HOUR + 1, short) == 1
    assert post.states() == {1: ("expired", "too_old")}


def test_what_is_sent_again_by_hand_has_its_whole_time_to_leave() -> None:
    post, later = Post.with_program().waiting(1), NOW + 30 * DAY
    assert outbox.expire(post.store, later, PATIENCE) == 1
    assert outbox.retry(post.store, posts(post), Verdict("ana", None, later)) == 1
    post.sql("UPDATE outbox SET not_before = ?", NOW)
    assert outbox.expire(post.store, later + PATIENCE.too_old, PATIENCE) == 0
    assert len(handed(post, later + PATIENCE.too_old)) == 1


def test_nothing_expires_while_it_may_still_be_retried() -> None:
    said = patience_of(Delivery(retry_for=9 * DAY))
    assert (said.limit, said.too_old, said.much_too_old) == (9 * DAY, 9 * DAY, 9 * DAY)
    said = patience_of(Delivery(expire_after=3 * DAY, expire_receipts_after=5 * DAY))
    assert (said.too_old, said.much_too_old) == (3 * DAY, 5 * DAY)
    assert patience_of(Delivery()) == PATIENCE


# --- requests ------------------------------------------------------------------------------------


def test_STEP_50_where_no_connection_comes_about_nothing_was_requested() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"  # where nobody listens from now on
    post = Post.with_program(program(webhooks=(ir.Webhook(name="crm", url=url),)))
    post.contact(1)
    post.queue(1, channel="webhook", message="crm", purpose="internal")
    ours = Office({"webhook": sender()}, Desk(Delivery()))
    for hour in range(24):
        assert deliver_due(post.store, ours, NOW + hour * HOUR) == {"unreached": 1}
    assert post.state() == "queued"
    deliver_due(post.store, ours, NOW + 24 * HOUR)
    assert post.states() == {1: ("dead", "retries")}


# --- broken off ----------------------------------------------------------------------------------


class Hooked(Recorder):
    """A way out with a destination for each message; the first is left alone."""

    only = None

    def destination(self, message: Prepared) -> str:
        """The machine."""
        return message.recipient


def test_what_was_held_keeps_its_rest_when_delivery_is_broken_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post, ours = Post.with_program().waiting(2), office(Hooked(), sizes=Sizes(marketing=2))
    for _ in range(20):
        ours.destinations.note("c1@x.example", "451 not now")
    with post.store.transaction():
        ours.destinations.save(post.store, NOW)

    def fenced(*_: object) -> None:
        raise Fenced

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "hand_off", fenced)
        with pytest.raises(Fenced):
            deliver_due(post.store, ours, NOW)
    assert (post.attempts(1), post.attempts(2)) == (["held"], ["lapsed"])
    assert post.sql("SELECT not_before > ? FROM outbox", NOW + MINUTE) == [(1,), (0,)]
