"""The timeline of a contact, from traces that hold what is rare."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jalon.cli.instants import zone_named
from jalon.cli.report.timeline import cut, events, outcome, timeline
from jalon.compiler import ir
from jalon.compiler.ir import predicates as p
from jalon.compiler.ir import steps as s
from jalon.runtime.trace import Happening, Passage, Person, Posted, Quarantined, Run, Trace

MINUTE = 60_000
ANA = Person(1, "k1", None, None, "Díaz", "Asia/Tokyo", "subscribed", "subscribed", True, 0)
VIP = p.Tagged(tags=("vip",))
LIMIT = ir.Duration(days=1)
JOURNEY = ir.Journey(
    name="welcome",
    starts=(),
    steps=(
        s.Start(number=0, key="a", next=1),
        s.WaitCondition(number=1, key="b", predicate=VIP, limit=LIMIT, next=2),
        s.End(number=2, key="c"),
    ),
)
AT_WAIT = Run(1, "welcome", 1, 0, None, None, 1, MINUTE, None, None, None, (), ())
SENT = Posted(1, "email", "hello", "marketing", "accepted", None, 0, 0, 0, 0, 1, "250 ok")


def told(run: Run | None = None, *put_aside: Quarantined) -> list[str]:
    found = Trace(ANA, (run,) if run else (), (), put_aside, ())
    return list(timeline(found, lambda _: JOURNEY))


def test_who_it_is_is_told_whole() -> None:
    assert told()[0] == "k1 · Díaz · email subscribed · sms subscribed · archived"
    assert told()[1] == "added 1970-01-01 09:00:00; all times are those of Asia/Tokyo"


def test_a_zone_that_this_machine_lacks_counts_as_utc() -> None:
    lost = Trace(replace(ANA, zone="Mars/Base"), (), (), (), ())
    assert list(timeline(lost, lambda _: JOURNEY))[1].startswith("added 1970-01-01 00:00:00")


def test_a_wait_with_a_limit_says_that_it_is_one() -> None:
    line = '  is at `wait for tagged "vip" up to 1 day`, until 1970-01-01 09:01:00 at most'
    assert told(AT_WAIT)[-1] == line


def test_a_goal_is_told() -> None:
    assert told(replace(AT_WAIT, goal_at=MINUTE))[-1] == "  1970-01-01 09:01:00  goal reached"


def test_an_early_end_says_why() -> None:
    passage = Passage(2, 1, 1, "exit", MINUTE)
    left = replace(AT_WAIT, ended_at=MINUTE, reason="purchased", due=None, steps=(passage,))
    assert told(left)[-2].endswith("  left here")
    assert told(left)[-1] == "  1970-01-01 09:01:00  left because of a purchase"


def test_what_was_put_aside_is_told() -> None:
    lines = told(None, Quarantined("welcome", "step", 1, "too big", 0))
    assert lines[-1] == "  1970-01-01 09:00:00  welcome: too big"


def test_who_made_an_event_happen_is_told() -> None:
    caused = Happening("tag_added", "vip", 0, 0, "live", "welcome")
    lines = list(events(Trace(ANA, (), (), (), (caused,))))
    assert lines[-1] == '  1970-01-01 09:00:00  tag added "vip" (by journey welcome)'


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "sent 1970-01-01 09:00:00"),
        ({"state": "suppressed", "reason": "consent", "detail": None}, "not sent: no consent"),
        ({"state": "unknown", "detail": "timeout"}, "perhaps sent: no answer came: timeout"),
        ({"state": "queued", "detail": None}, "waits to be sent"),
        (
            {"state": "refused", "reason": "550", "detail": "no such box"},
            "not taken: 550, no such box",
        ),
    ],
)
def test_what_became_of_a_message_is_told(changes: dict[str, Any], words: str) -> None:
    assert outcome(replace(SENT, **changes), zone_named("Asia/Tokyo")) == words


def test_a_step_with_a_long_name_keeps_to_its_column() -> None:
    assert (cut("x" * 40), cut("x" * 41)) == ("x" * 40, "x" * 39 + "…")
