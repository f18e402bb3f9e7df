"""What a family of stories is full of: words that stand more often are drawn more often."""

from __future__ import annotations

from dataclasses import dataclass

ACTS = (
    *("send", "send", "tag", "group", "set_field", "unsubscribe", "archive"),
    *("points", "give_discount"),
)
RESTS = ("wait", "wait", "wait_until", "wait_event", "wait_condition")
FORKS = ("branch", "split", "if_event")


SHOP = ("order", "cart", "cart", "cancel")
EVENTS = (
    *("x", "tag", "tag", "booking", "booking", "bought", "plain", "seen", "time", "moves"),
    "reach",
)
EXPECTED = ("x", "x", "x", "booked", "tag", "booking")


@dataclass(frozen=True)
class Taste:
    """What journeys start with, are made of and end by; what is told about whom."""

    starts: tuple[str, ...] = ("go", "go", "go", "event", "cart", "lapsed")
    steps: tuple[str, ...] = (*ACTS, *RESTS, *RESTS)
    events: tuple[str, ...] = EVENTS
    filters: tuple[str, ...] = ("no", "no", "no", "no", "no", "condition")
    exits: tuple[str, ...] = ("no", "no", "no", "event", "condition")
    told: tuple[str, ...] = ("go", "again", "tag", "event", "event", "person", *SHOP, "rare")
    journeys: tuple[int, ...] = (1, 1, 2, 3)
    hurried: bool = False  # all waits and pauses last a quarter or an hour


TASTES = {
    "anything": Taste(),
    "waits": Taste(
        starts=("go",),
        steps=(*RESTS, "send", "tag", "set_field"),
        told=("x", "x", "tag", "event", "event", "person", "order", "cart"),
    ),
    "answers": Taste(
        starts=("go",),
        steps=("wait", "wait_event", "wait_event", "wait_event"),
        events=EXPECTED,
        exits=("no", "no", "event"),
        told=("x", "x", "x", "booked", "booked", "event", "go", "again"),
        journeys=(1, 1, 2),
    ),
    "forks": Taste(
        starts=("go",), steps=("send", "tag", "wait"), told=("x", "go", "again", "event", "person")
    ),
    "exits": Taste(
        starts=("go", "go", "event"),
        steps=("wait", "wait", "wait_event", "send"),
        events=EXPECTED,
        exits=("event", "event", "condition"),
        told=("go", "again", "x", "x", "booked", "event", "person", "order", "cart"),
    ),
    "returns": Taste(
        starts=("go", "event"),
        steps=("wait", "wait", "tag", "send"),
        filters=("no", "condition"),
        told=("go", "go", "go", "again", "again", "again", "event", "event", "rare"),
    ),
    "carts": Taste(
        starts=("cart", "cart", "cart", "event"),
        steps=("send", "send", "wait", "wait_event", "wait_condition"),
        told=("cart", "cart", "cart", "cart", "order", "cancel", "person"),
    ),
    "buyers": Taste(
        starts=("lapsed", "lapsed", "bought", "bought", "order"),
        told=("order", "order", "order", "cancel", "cart", "person"),
    ),
    "mail": Taste(
        starts=("go", "go", "go", "cart"),
        steps=("send", "send", "send", "wait", "wait_event", "unsubscribe"),
        events=EXPECTED,
        exits=("no", "event", "event", "condition"),
        told=("x", "x", "go", "again", "booked", "person", "cart", "order"),
    ),
    "recalled": Taste(
        starts=("go",),
        steps=("send", "send", "tag_x", "wait", "wait"),
        events=("x", "booked"),
        filters=("no",),
        exits=("event", "tagged"),
        told=("x", "x", "go", "again", "booked"),
        journeys=(1,),
    ),
    "dates": Taste(
        starts=("date", "date", "date", "go"),
        steps=("wait_date", "wait_date", "wait", "set_field", "tag", "send"),
        events=("x", "plain", "time", "moves"),
        told=("dates", "dates", "dates", "go", "again", "x", "rare"),
        journeys=(1, 2),
    ),
    "silence": Taste(
        starts=("silence", "silence", "silence", "event"),
        steps=("wait", "tag", "wait_date", "wait_event"),
        events=("x", "plain", "time", "time", "moves"),
        told=("mail", "mail", "mail", "mail", "go", "person", "rare"),
        journeys=(1, 2),
    ),
    "limits": Taste(
        starts=("go",),
        steps=("wait", "wait_event", "wait_event", "tag_x"),
        events=("x", "booked"),
        filters=("no",),
        exits=("no", "no", "event"),
        told=("x", "x", "booked", "go", "again"),
        journeys=(1, 2),
        hurried=True,
    ),
    "chains": Taste(
        starts=("go", "event", "event"),
        steps=(
            *("tag", "tag", "group", "set_field", "unsubscribe", "archive", "wait", "send"),
            "start_journey",
        ),
        events=("x", "tag", "tag", "plain"),
        told=("go", "again", "tag", "person"),
        journeys=(2, 3, 3),
    ),
}
