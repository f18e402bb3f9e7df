"""Killed at any moment: nothing is lost, no marketing message leaves twice, doubt is bounded."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from jalon.deliver.loop import Sizes, deliver_due
from jalon.deliver.senders import Accepted, Outcome, Prepared, Retry
from jalon.runtime.store import Query, Row

from .building import HOUR, NOW, Post, office, program

SIZES = Sizes(batch=6, marketing=3, transactional=2)


class Killed(BaseException):
    """The process is gone."""


class Sink:
    """A provider that remembers what it took, and dies with us before or after taking it."""

    def __init__(self, die_at: int | None = None, *, after_taking: bool = False) -> None:
        self.taken: Counter[str] = Counter()
        self.die_at = die_at
        self.after_taking = after_taking
        self.calls = 0

    def open(self) -> Retry | None:
        """Always ready."""

    def send(self, message: Prepared) -> Outcome:
        """Takes the message, unless this is the moment."""
        self.calls += 1
        dying = self.calls == self.die_at
        if dying and not self.after_taking:
            raise Killed
        self.taken[message.key] += 1
        if dying:
            raise Killed
        return Accepted("250 ok")

    def close(self) -> None:
        """Nothing to end."""


def killed_at_statement(post: Post, number: int) -> None:
    """Lets the store die at its n-th statement from now on."""
    store, calls = post.store, Counter[str]()

    def count() -> None:
        calls["all"] += 1
        if calls["all"] == number:
            raise Killed

    read, write = store.read, store.write

    def counted_read(query: Query, /, **values: object) -> list[Row]:
        count()
        return read(query, **values)

    def counted_write(query: Query, /, **values: object) -> int:
        count()
        return write(query, **values)

    store.read, store.write = counted_read, counted_write  # type: ignore[method-assign]


def after_the_crash(path: Path, sink: Sink) -> Post:
    """Somebody starts it again, and lets it run for a day."""
    post = Post.in_file(path)
    sink.die_at = None
    for hour in range(2, 24):
        deliver_due(post.store, office(sink, sizes=SIZES), NOW + hour * HOUR)
    return post


def crashed(path: Path, sink: Sink, purpose: str, statement: int | None = None) -> bool:
    """Runs until it dies; False when it did not."""
    post = Post.in_file(path).waiting(10, purpose=purpose)
    if statement is not None:
        killed_at_statement(post, statement)
    try:
        deliver_due(post.store, office(sink, sizes=SIZES), NOW)
    except Killed:
        post.store.close()
        return True
    return False


def check_marketing(post: Post, sink: Sink) -> None:
    """At most once each; whatever is not known to have arrived is unknown, one window at most."""
    states = Counter(state for state, _ in post.states().values())
    assert max(sink.taken.values(), default=0) <= 1
    assert set(states) <= {"accepted", "unknown"}
    assert states["unknown"] <= SIZES.marketing
    assert states["accepted"] <= len(sink.taken) <= states.total() == 10
    assert len(post.sql("SELECT * FROM event")) == states["accepted"]


@pytest.mark.parametrize("after_taking", [False, True])
@pytest.mark.parametrize("message", range(1, 11))
def test_marketing_never_leaves_twice_when_killed_while_sending(
    message: int, after_taking: bool, tmp_path: Path
) -> None:
    sink = Sink(message, after_taking=after_taking)
    assert crashed(tmp_path / "x.db", sink, "marketing")
    check_marketing(after_the_crash(tmp_path / "x.db", sink), sink)


@pytest.mark.parametrize("statement", range(1, 100, 2))
def test_marketing_never_leaves_twice_when_killed_at_any_statement(
    statement: int, tmp_path: Path
) -> None:
    sink = Sink()
    if not crashed(tmp_path / "x.db", sink, "marketing", statement):
        assert statement > 60
        return
    check_marketing(after_the_crash(tmp_path / "x.db", sink), sink)


@pytest.mark.parametrize("after_taking", [False, True])
@pytest.mark.parametrize("message", range(1, 11))
def test_a_transactional_message_arrives_at_least_once(
    message: int, after_taking: bool, tmp_path: Path
) -> None:
    sink = Sink(message, after_taking=after_taking)
    assert crashed(tmp_path / "x.db", sink, "transactional")
    post = after_the_crash(tmp_path / "x.db", sink)
    assert set(post.states().values()) == {("accepted", None)}
    assert len(sink.taken) == 10
    assert max(sink.taken.values()) <= 2
    assert sink.taken.total() <= 10 + SIZES.transactional
    assert len(post.sql("SELECT * FROM event")) == 10


def test_a_crash_before_any_hand_off_loses_nothing(tmp_path: Path) -> None:
    sink = Sink()
    assert crashed(tmp_path / "x.db", sink, "marketing", 4)
    post = after_the_crash(tmp_path / "x.db", sink)
    assert set(post.states().values()) == {("accepted", None)}
    assert set(sink.taken.values()) == {1}


def test_two_workers_share_the_work_and_send_each_message_once(tmp_path: Path) -> None:
    first = Post.in_file(tmp_path / "x.db", program()).waiting(20)
    second, sink = Post.in_file(tmp_path / "x.db"), Sink()
    for post in (first, second, first, second):
        deliver_due(post.store, office(sink, sizes=SIZES), NOW)
    assert len(sink.taken) == sink.taken.total() == 20
