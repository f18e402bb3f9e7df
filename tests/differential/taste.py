"""What a family of stories is full of: words that stand more often are drawn more often."""

from __future__ import annotations

from dataclasses import dataclass, field

ACTS = ("send", "send", "tag", "group", "set_field", "unsubscribe", "archive")
RESTS = ("wait", "wait", "wait_until", "wait_event", "wait_condition")
FORKS = ("branch", "split", "if_event")


@dataclass(frozen=True)
class Taste:
    """What journeys start with, are made of and end by; what is told about whom."""

    starts: tuple[str, ...] = ("go", "go", "go", "event", "cart", "lapsed")
    steps: tuple[str, ...] = (*ACTS, *RESTS, *RESTS)
    filters: tuple[str, ...] = ("no", "no", "no", "no", "no", "condition")
    exits: tuple[str, ...] = ("no", "no", "no", "event", "condition")
    told: tuple[str, ...] = (
        "tick",
        "go",
        "again",
        "tag",
        "event",
        "person",
        "shop",
        "shop",
        "rare",
    )
    journeys: tuple[int, ...] = (1, 1, 2, 3)
    wanted: dict[str, float] = field(default_factory=dict, hash=False, compare=False)


TASTES = {
    "anything": Taste(),
    "waits": Taste(
        starts=("go",),
        steps=(*RESTS, "wait_event", "wait_condition", "send", "tag", "set_field"),
        told=("tick", "tag", "tag", "event", "event", "person", "shop"),
    ),
    "forks": Taste(
        starts=("go",), steps=("send", "tag", "wait"), told=("tick", "go", "tag", "event")
    ),
    "exits": Taste(
        starts=("go", "go", "event"),
        exits=("event", "event", "condition"),
        steps=("wait", "wait", "wait_event", "send"),
        told=("tick", "go", "tag", "tag", "event", "event", "person", "shop"),
    ),
    "returns": Taste(
        starts=("go", "event"),
        filters=("no", "condition"),
        steps=("wait", "wait", "tag", "send"),
        told=("tick", "go", "go", "again", "again", "event", "event", "rare"),
    ),
    "carts": Taste(
        starts=("cart", "cart", "cart", "event"),
        steps=("send", "send", "wait", "wait_event", "wait_condition"),
        told=("tick", "cart", "cart", "cart", "cart", "order", "cancel", "person"),
    ),
    "buyers": Taste(
        starts=("lapsed", "lapsed", "bought", "bought"),
        told=("tick", "order", "order", "order", "cancel", "cart", "person"),
    ),
    "chains": Taste(
        starts=("go", "event", "event"),
        steps=("tag", "tag", "group", "set_field", "unsubscribe", "archive", "wait", "send"),
        told=("tick", "tick", "go", "again", "tag", "person"),
        journeys=(2, 3, 3),
    ),
}
