"""Generated step graphs: drawn as nested items, then numbered in topological order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pydantic import TypeAdapter

from jalon.compiler.ir import Step
from jalon.compiler.ir.points import MOST_POINTS

from .conditions import combined, leaves
from .dates import contact_dates
from .mixing import mix
from .patterns import patterns
from .people import SIZES
from .taste import FORKS, Taste
from .times import durations
from .vocabulary import (
    COLOURS,
    DAY,
    DISCOUNTS,
    GROUPS,
    HOUR,
    JOURNEYS,
    MESSAGES,
    PLANS,
    QUARTER,
    SCORES,
    TAGS,
)

STEP: TypeAdapter[Step] = TypeAdapter(Step)
Settings = dict[str, object]


@dataclass(frozen=True)
class Item:
    """A step, its settings, and what stands below its edges; None: the way goes straight on."""

    kind: str
    settings: Settings
    below: tuple[list[Item], ...] = field(default=())

    @property
    def size(self) -> int:
        """How many steps it takes."""
        return 1 + sum(length(items) for items in self.below)


def length(items: list[Item]) -> int:
    """How many steps a sequence takes."""
    return sum(item.size for item in items)


def lay_out(items: list[Item], number: int, after: int) -> list[Step]:
    """The steps of a sequence from a number on; the last one leads to `after`."""
    steps: list[Step] = []
    for item in items:
        following = number + item.size if item is not items[-1] else after
        steps += place(item, number, following)
        number += item.size
    return steps


def place(item: Item, number: int, following: int) -> list[Step]:
    """One item: its step first, then what stands below it."""
    edges, steps, free = [], [], number + 1
    for items in item.below:
        edges.append(free if items else following)
        steps += lay_out(items, free, following)
        free += length(items)
    settings = {"number": number, "key": f"s{number}", "kind": item.kind, **item.settings}
    return [STEP.validate_python({**settings, **ways(item, edges, following)}), *steps]


def ways(item: Item, edges: list[int], following: int) -> Settings:
    """Where the step leads."""
    match item.kind:
        case "branch":
            *arms, otherwise = edges
            conditions = item.settings["arms"]
            assert isinstance(conditions, list)
            pairs = zip(conditions, arms, strict=True)
            return {
                "arms": [{"predicate": one, "next": to} for one, to in pairs],
                "otherwise": otherwise,
            }
        case "split":
            shares = item.settings["arms"]
            assert isinstance(shares, list)
            pairs = zip(shares, edges, strict=True)
            return {"arms": [{"name": f"a{to}", "share": share, "next": to} for share, to in pairs]}
        case "wait_event" | "wait_condition" if edges:
            return {"next": edges[0], "timeout": edges[1]}
        case "among":
            return {"next": edges[0], "otherwise": edges[1]}
        case "end":
            return {}
    return {"next": following}


@st.composite
def items(draw: DrawFn, base: int, taste: Taste, depth: int = 2) -> list[Item]:
    """A sequence of steps and forks; `stop` comes last, if at all."""
    kinds = [*taste.steps, *(FORKS if depth else ())]
    drawn = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=4 if depth == 2 else 2))
    found = [draw(item(kind, base, taste, depth)) for kind in drawn]
    if depth < 2 and draw(st.sampled_from((False, False, True))):
        found.append(Item("end", {"reason": "stopped"}))
    return found


@cache
def item(kind: str, base: int, taste: Taste, depth: int) -> SearchStrategy[Item]:
    """An item of a kind."""
    if kind in FORKS:
        return forks(kind, base, taste, depth - 1)
    return settings_of(kind, base, taste).map(lambda settings: Item(kind, settings))


@cache
def settings_of(kind: str, base: int, taste: Taste) -> SearchStrategy[Settings]:
    """What such a step is given, besides its number and where it leads."""
    lengths = durations(taste.hurried)
    limits = mix(st.none(), lengths, lengths)
    fixed = st.fixed_dictionaries
    choices: dict[str, SearchStrategy[Settings]] = {
        "wait": fixed({"duration": lengths}),
        "wait_until": mix(windows(), walls(base)),
        "wait_date": fixed({"date": contact_dates()}),
        "wait_event": fixed({"pattern": patterns(base, taste), "limit": limits}),
        "wait_condition": fixed({"predicate": combined(base, leaves(base)), "limit": limits}),
        "send": sends(),
        "tag": tags(),
        "tag_x": st.just({"kind": "tag", "tag": "x", "name": "X"}),
        "group": fixed({"group": st.sampled_from(GROUPS), "join": st.booleans()}),
        "set_field": st.sampled_from(FIELD_STEPS),
        "points": point_steps(),
        "give_discount": fixed({"discount": st.sampled_from([one.name for one in DISCOUNTS])}),
        "unsubscribe": fixed({"channel": st.sampled_from(("email", "sms"))}),
        "archive": st.just({}),
        "start_journey": st.fixed_dictionaries({"journey": st.sampled_from(JOURNEYS)}),
    }
    return choices[kind]


@cache
def point_steps() -> SearchStrategy[Settings]:
    """Adds points, takes them away, sets or erases them."""
    points = st.sampled_from((1, 10, -5, MOST_POINTS))
    return st.fixed_dictionaries(
        {
            "score": st.sampled_from(SCORES),
            "do": st.sampled_from(("add", "add", "add", "set", "erase")),
            "points": points,
        }
    )


@cache
def tags() -> SearchStrategy[Settings]:
    """Adds or removes a tag."""
    both = st.tuples(st.sampled_from(TAGS), st.sampled_from((True, True, False)))
    return both.map(lambda pair: {"tag": pair[0], "name": pair[0].title(), "add": pair[1]})


@cache
def sends() -> SearchStrategy[Settings]:
    """Messages of every kind."""
    consent = st.sampled_from(("marketing", "cart", "cart", "transactional"))
    email = st.tuples(st.just("email"), st.sampled_from(MESSAGES), consent)
    text = st.tuples(st.just("sms"), st.just("nudge"), consent)
    names = ("channel", "message", "consent")

    def settings(drawn: tuple[str, str, str]) -> Settings:
        return dict(zip(names, drawn, strict=True))

    messages = mix(email, email, text).map(settings)
    return mix(messages, messages, messages, st.sampled_from(TO_OTHERS))


@cache
def windows() -> SearchStrategy[Settings]:
    """Times of day, windows, weekdays."""
    times = st.sampled_from((0, 2 * HOUR, 2 * HOUR + QUARTER, 3 * HOUR, 9 * HOUR, 17 * HOUR))
    days = st.sampled_from((tuple(range(7)), tuple(range(7)), (0, 1, 2, 3, 4), (6,), (5, 6)))
    ends = mix(st.none(), times)
    drawn: SearchStrategy[Settings] = st.fixed_dictionaries(
        {"weekdays": days, "start": times, "end": ends}
    )
    return drawn.map(not_empty)


def not_empty(window: Settings) -> Settings:
    """A window that ends where it begins is a single time of day."""
    return {**window, "end": None} if window["end"] == window["start"] else window


@cache
def walls(base: int) -> SearchStrategy[Settings]:
    """One local date and time."""
    hours = st.integers(-24, 72)
    return hours.map(lambda hour: {"wall": base // DAY * DAY + hour * HOUR + QUARTER})


ABROAD: Settings = {"channel": "sms", "message": "nudge", "consent": "transactional"}
TO_OTHERS: tuple[Settings, ...] = (
    {"kind": "webhook", "webhook": "crm"},
    {"kind": "notify", "address": "team@x.example", "text": "Look"},
    {**ABROAD, "countries": ("FR",)},
    {**ABROAD, "countries": ("BE", "US")},
)
FIELD_STEPS: tuple[Settings, ...] = (
    {"field": "plan", "to": "value", "value": PLANS[0]},
    {"field": "plan", "to": "value", "value": PLANS[1]},
    {"field": "colour", "to": "value", "value": COLOURS[1]},
    {"field": "plan", "to": "empty"},
    {"field": "size", "to": "plus", "value": 1_000_000},
    {"field": "size", "to": "value", "value": SIZES[3]},
    {"field": "renewal", "to": "today"},
    {"field": "renewal", "to": "now"},
    {"field": "dob", "to": "value", "value": 229},
    {"field": "optin", "to": "value", "value": 1},
    {"field": "plan", "to": "now"},
    {"field": "plan", "to": "event", "value": "city"},
    {"field": "size", "to": "event", "value": "seats"},
    {"field": "optin", "to": "event", "value": "seats"},
)


@st.composite
def forks(draw: DrawFn, kind: str, base: int, taste: Taste, depth: int) -> Item:
    """A decision, or `if EVENT within`: several ways, some of them empty."""
    arms = draw(st.integers(1, 2)) if kind == "branch" else 1
    below = [draw(items(base, taste, depth)) for _ in range(arms)]
    below.append(draw(mix(st.just([]), items(base, taste, depth))))
    if kind == "branch":
        conditions = [draw(combined(base, leaves(base))) for _ in range(arms)]
        return Item("branch", {"arms": conditions}, tuple(below))
    if kind == "split" and draw(st.sampled_from((False, False, True))):
        return Item("among", {"limit": draw(st.integers(1, 3))}, tuple(below))
    if kind == "split":
        share = draw(st.sampled_from((0, 3000, 5000, 10_000)))
        return Item("split", {"arms": [share, 10_000 - share], "salt": draw(SALT)}, tuple(below))
    pattern, limit = draw(patterns(base, taste)), draw(durations(taste.hurried))
    limited: Settings = {"pattern": pattern, "limit": limit}
    return Item("wait_event", limited, tuple(below))


SALT = st.integers(0, 2**31 - 2)
