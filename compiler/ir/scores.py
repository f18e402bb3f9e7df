"""Scores: points that contacts collect, by what happens to them."""

from __future__ import annotations

from .base import Model
from .events import EventPattern


class ScoreRule(Model):
    """So many points, more or less, whenever such an event happens."""

    points: int
    event: EventPattern


class Score(Model):
    """A named count of points. Each line of an order counts once, by the first rule for purchases
    that fits it; of other events every rule counts. GR-42, GR-44."""

    name: str
    title: str | None = None
    rules: tuple[ScoreRule, ...]
