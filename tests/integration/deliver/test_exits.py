"""INV-19: what ends a run holds its marketing back from the moment on at which it was told."""

from __future__ import annotations

import pytest

from jalon.compiler import ir
from jalon.compiler.ir.journey import Exit
from jalon.deliver.loop import deliver_due
from jalon.deliver.senders import Outcome, Refused, Retry, Unknown
from jalon.runtime import intake, outbox
from jalon.runtime.engine.leave import finish
from jalon.runtime.engine.tick import catch_up
from jalon.runtime.intake import EventRow
from jalon.runtime.loaded import plans_of
from jalon.runtime.moment import Moment
from jalon.runtime.outbox import Filter, Patience, Pressure, Verdict

from .building import HOUR, NOW, SECOND, Post, Recorder, journey, office, program

PATIENCE = Patience()
VISITED = ir.EventPattern(kinds=("custom",), subjects=("left",))
ENDING = program(journey("j", exits=(Exit(event=VISITED, reason="exit_condition"),)))


def told(post: Post, contact: int, subject: str) -> None:
    """Something happens to a contact."""
    row = EventRow(key=subject, kind="custom", subject=subject, contact_key=f"c{contact}", at=NOW)
    intake.add_events(post.store, [row], NOW)


def test_INV_19_an_exit_that_no_tick_has_seen_holds_its_message_back() -> None:
    post, mail = Post.with_program(ENDING).waiting(2), Recorder()
    told(post, 1, "left")
    deliver_due(post.store, office(mail), NOW)
    assert [post.state(1), post.state(2)] == ["queued", "accepted"]
    assert post.attempts(1) == ["news"]
    catch_up(post.store, NOW)
    deliver_due(post.store, office(mail), NOW + SECOND)
    assert post.states()[1] == ("suppressed", "exit")
    assert len(mail.sent) == 1


def test_news_that_ends_nothing_costs_a_message_one_tick() -> None:
    post, mail = Post.with_program(ENDING).waiting(1), Recorder()
    told(post, 1, "something else")
    deliver_due(post.store, office(mail), NOW)
    catch_up(post.store, NOW)
    deliver_due(post.store, office(mail), NOW + SECOND)
    assert post.attempts(1) == ["news", "accepted"]


@pytest.mark.parametrize(
    ("endings", "purpose", "leaves"),
    [
        (["custom"], "marketing", False),
        (["custom"], "cart", False),
        ([None], "marketing", False),
        (["ordered"], "marketing", True),
        ([], "marketing", True),
        (["custom"], "transactional", True),
        ([None], "internal", True),
    ],
)
def test_only_what_may_end_its_run_holds_marketing_back(
    endings: list[str | None], purpose: str, leaves: bool
) -> None:
    post = Post.with_program(ENDING).waiting(1, purpose=purpose)
    told(post, 1, "left")
    rows = outbox.claim(post.store, NOW, 100, PATIENCE)
    obeyed = {row.place: Pressure(endings=endings) for row in rows if row.marketing}
    assert bool(outbox.hand_off(post.store, rows, obeyed, NOW, PATIENCE)) is leaves


def test_what_jalon_itself_took_down_holds_nothing_back_where_a_condition_ends_the_run() -> None:
    post = Post.with_program(ENDING).waiting(1)
    told(post, 1, "left")
    post.sql("UPDATE event SET cause = 1")
    rows = outbox.claim(post.store, NOW, 100, PATIENCE)
    obeyed = {row.place: Pressure(endings=[None]) for row in rows}
    assert outbox.hand_off(post.store, rows, obeyed, NOW, PATIENCE)


def test_what_has_left_since_the_tick_holds_nobody_back() -> None:
    post, mail = Post.with_program(ENDING).waiting(2), Recorder()
    deliver_due(post.store, office(mail), NOW)
    post.sql("UPDATE outbox SET contact_id = 1")
    again = post.queue(1, 0)
    rows = outbox.claim(post.store, NOW, 100, PATIENCE)
    obeyed = {row.place: Pressure(endings=[None]) for row in rows}
    assert outbox.hand_off(post.store, rows, obeyed, NOW, PATIENCE) == {again}


def test_who_is_put_off_again_and_again_waits_longer() -> None:
    post = Post.with_program(ENDING).waiting(1)
    told(post, 1, "left")
    waited, now = [], NOW
    for _ in range(4):
        deliver_due(post.store, office(Recorder()), now)
        [(due,)] = post.sql("SELECT not_before FROM outbox")
        waited.append(int(due) - now)
        now = int(due)
    assert waited == [SECOND, 5 * SECOND, 60 * SECOND, 60 * SECOND]


def end(post: Post) -> None:
    """The run of contact 1 ends while nobody sees its message: it may be under way."""
    with post.store.transaction():
        moment = Moment(post.store, plans_of(post.store).periods, NOW)
        moment.write("leave.clear")
        moment.write("control.leave", journey=1, contact=1)
        assert finish(moment)


@pytest.mark.parametrize("answer", [Retry("451 later"), Refused(550, "no"), Unknown("silence")])
def test_INV_19_what_comes_back_or_is_sent_once_more_does_not_leave_after_the_end(
    answer: Outcome,
) -> None:
    post = Post.with_program(ENDING).waiting(1)
    mail = Recorder(answers=[answer])
    deliver_due(post.store, office(mail), NOW)
    end(post)
    outbox.retry(post.store, outbox.posts(post.store, Filter(), 9), Verdict("ana", None, NOW))
    deliver_due(post.store, office(mail), NOW + HOUR)
    assert post.states()[1] == ("suppressed", "exit")
    assert len(mail.sent) == 1


def test_what_tells_of_somebody_erased_stays_here() -> None:
    post = Post.with_program(ENDING).waiting(1, purpose="internal")
    post.sql("UPDATE contact SET erased_at = 1")
    rows = outbox.claim(post.store, NOW, 100, PATIENCE)
    assert outbox.hand_off(post.store, rows, {}, NOW, PATIENCE) == set()
    assert post.states()[1] == ("suppressed", "erased")
