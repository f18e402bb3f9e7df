"""F30: a clock that is set back is told of, and keeps nothing for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalon.cli.__main__ import main
from jalon.runtime import outbox
from jalon.runtime.outbox import Appetite, Patience

from ...integration.deliver.building import HOUR, NOW, Post
from ...integration.engine.building import DAY, OPENING, journey, opened, send, tag, wait
from .stage import Stage


def test_the_status_tells_of_a_clock_that_was_set_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "jalon.db"
    store = opened(journey(wait(1, HOUR), send(2)), path=str(path))
    Stage(store).tick(OPENING + DAY)
    assert Stage(store).tick(OPENING).behind == DAY
    store.close()
    assert main(["status", "--db", str(path)]) == 0
    told = capsys.readouterr().out
    assert "the clock was set back" in told
    assert "2026-03-02 00:00:00" in told


def test_a_second_is_no_alarm() -> None:
    stage = Stage(opened(journey(wait(1, HOUR), send(2))))
    stage.tick(OPENING + DAY)
    assert stage.tick(OPENING + DAY - 1000).behind == 0
    assert stage.sql("SELECT * FROM clock_alarm") == []


def test_what_waits_is_held_until_the_clock_has_caught_up() -> None:
    stage = Stage(opened(journey(wait(1, HOUR), send(2))))
    tag(stage.store, OPENING, "c1")
    for now in (OPENING, OPENING + HOUR // 2, OPENING, OPENING + HOUR - 1):
        stage.tick(now)
    assert stage.sql("SELECT * FROM outbox") == []
    stage.tick(OPENING + HOUR)
    assert stage.sql("SELECT queued_at FROM outbox") == [(OPENING + HOUR,)]


def test_a_lease_of_a_clock_that_was_ahead_is_over() -> None:
    post = Post.with_program().waiting(1)
    outbox.claim(post.store, NOW + 100 * HOUR, Appetite(1, ("email",)), Patience())
    assert outbox.recover(post.store, NOW + 1, Patience()) == 1
    assert {state for state, *_ in post.states().values()} == {"queued"}
