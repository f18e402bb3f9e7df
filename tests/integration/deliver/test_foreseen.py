"""What is sent once more by hand: it is known beforehand whom the last look will stop."""

from __future__ import annotations

from collections import Counter

import pytest

from jalon.deliver.loop import deliver_due
from jalon.deliver.senders import Outcome, Refused
from jalon.runtime import outbox
from jalon.runtime.consent import suppress
from jalon.runtime.outbox import Filter, Verdict, foreseen

from .building import HOUR, NOW, Post, Recorder, office
from .test_exits import ENDING, end

NO_SUCH = Refused(550, "5.1.1 no such user", gone="c2@x.example")


@pytest.mark.parametrize(
    ("purpose", "stopped"),
    [
        ("marketing", {"exit": 1, "hard_bounce": 1, "unsubscribed": 1, "erased": 1}),
        ("transactional", {"hard_bounce": 1, "erased": 1}),
    ],
)
def test_what_is_foreseen_is_what_the_last_look_does(purpose: str, stopped: dict[str, int]) -> None:
    post = Post.with_program(ENDING).waiting(5, purpose=purpose)
    answers: list[Outcome] = [NO_SUCH if run == 2 else Refused(550, "no") for run in range(1, 6)]
    for run in range(1, 6):
        post.sql("UPDATE outbox SET not_before = not_before + ? WHERE enrollment_id = ?", run, run)
    deliver_due(post.store, office(Recorder(answers)), NOW + 9)
    end(post)
    suppress(post.store, [3], "unsubscribed", NOW)
    post.sql("UPDATE contact SET erased_at = 1 WHERE id = 4")
    found = outbox.posts(post.store, Filter(state="refused"), 9)
    assert outbox.retry(post.store, found, Verdict("ana", None, NOW)) == 5
    assert foreseen(post.store, found, NOW) == stopped
    deliver_due(post.store, office(Recorder()), NOW + HOUR)
    assert Counter(why for state, why in post.states().values() if state == "suppressed") == stopped


def test_of_what_tells_the_team_only_the_erased_are_stopped() -> None:
    post = Post.with_program(ENDING).waiting(2, purpose="internal", state="refused")
    end(post)
    post.sql("UPDATE contact SET erased_at = 1 WHERE id = 2")
    assert foreseen(post.store, outbox.posts(post.store, Filter(), 9), NOW) == {"erased": 1}
