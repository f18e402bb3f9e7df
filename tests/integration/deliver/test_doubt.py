"""What may have arrived stays in doubt, whatever becomes of the message later."""

from __future__ import annotations

import pytest

from jalon.runtime import outbox
from jalon.runtime.consent import suppress
from jalon.runtime.outbox import Patience, Result, Verdict
from jalon.runtime.prove import violations

from .building import HOUR, NOW, Post
from .test_outbox import claimed, handed, posts, settled


def doubted(post: Post) -> None:
    """The first attempt of a receipt: its answer is lost."""
    settled(post, "unknown", detail="no answer")
    assert post.state() == "queued"


@pytest.mark.parametrize("outcome", ["refused", "failed", "crashed", "retry"])
def test_INV_9_what_may_have_arrived_before_ends_in_doubt(outcome: str) -> None:
    post = Post.with_program().waiting(1, purpose="transactional")
    doubted(post)
    patience = Patience(limit=0, crashes=1)
    origin = "handoff" if outcome == "refused" else "leased"
    rows = (handed if outcome == "refused" else claimed)(post, NOW + HOUR)
    results = [Result(row, outcome, "why", origin=origin, gone="c1@x.example") for row in rows]
    outbox.settle(post.store, results, NOW + HOUR, patience)
    assert post.state() == "unknown"
    assert post.states()[1][1] in ("why", "crashed", "retries")
    assert post.sql("SELECT reason FROM suppression") == [("hard_bounce",)]
    assert violations(post.store, NOW + HOUR, ["INV-9", "INV-12"]) == []


@pytest.mark.parametrize(("decided", "state"), [("resolve", "refused"), ("retry", "unknown")])
def test_INV_9_a_doubt_is_over_when_somebody_has_found_out(decided: str, state: str) -> None:
    post = Post.with_program().waiting(1)
    settled(post, "unknown")
    verdict = Verdict("ana", None, NOW)
    if decided == "resolve":
        outbox.resolve(post.store, posts(post), "queued", verdict)
    else:
        outbox.retry(post.store, posts(post), verdict)
    settled(post, "refused", NOW + HOUR)
    assert post.state() == state


def test_what_is_stopped_after_a_doubt_is_told_among_the_doubts() -> None:
    post = Post.with_program().waiting(2, purpose="transactional")
    doubted(post)
    suppress(post.store, [1], "manual", NOW)
    handed(post, NOW + HOUR)
    assert post.states()[1] == ("suppressed", "manual")
    doubtful = outbox.posts(post.store, outbox.Filter(doubtful=True), 100)
    assert [(one.enrollment_id, one.state) for one in doubtful] == [(1, "suppressed")]
    assert outbox.counted(post.store, outbox.Filter(doubtful=True)) == {"suppressed": 1}
