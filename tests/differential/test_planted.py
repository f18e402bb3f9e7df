"""The comparison can fail: each mistake planted in the reference is found."""

from __future__ import annotations

import operator
from collections.abc import Callable

import pytest
from hypothesis import Phase

from jalon.compiler.ir import Duration

from ..reference import clock, comparing, effects, entering, leaving, resting, shopping
from .audiences import audiences
from .stories import stories
from .taste import TASTES
from .telling import Disagreement, tell_all

Plant = Callable[[pytest.MonkeyPatch], None]


def at_least_is_more_than(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(comparing.COMPARE, ">=", operator.gt)


def every_order_counts_once_more(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shopping, "MILLION", shopping.MILLION + 1)


def waits_are_longer(patch: pytest.MonkeyPatch) -> None:
    def a_little_later(instant: int, duration: Duration, zone: str) -> int:
        return clock.later(instant, duration, zone) + 1

    patch.setattr(resting, "later", a_little_later)


def nobody_leaves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(leaving, "exit_instant", lambda *_: None)


def everybody_may_come_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(entering, "too_soon", lambda *_: False)


def everybody_may_be_sent_everything(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(effects, "may_send", lambda *_: "send")


SEGMENTS: tuple[Plant, ...] = (at_least_is_more_than, every_order_counts_once_more)
JOURNEYS: tuple[tuple[Plant, str], ...] = (
    (waits_are_longer, "waits"),
    (nobody_leaves, "exits"),
    (everybody_may_come_back, "returns"),
    (everybody_may_be_sent_everything, "mail"),
)


@pytest.mark.parametrize("plant", SEGMENTS, ids=lambda plant: plant.__name__)
def test_a_mistake_in_conditions_is_found(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    with pytest.raises(Disagreement, match="segment"):
        tell_all(audiences("purchases"), plant.__name__, 1, (Phase.generate,))


@pytest.mark.parametrize(("plant", "taste"), JOURNEYS)
def test_a_mistake_in_the_tick_is_found(
    plant: Plant, taste: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    with pytest.raises(Disagreement, match="the engine has"):
        tell_all(stories(TASTES[taste]), plant.__name__, 1, (Phase.generate,))
