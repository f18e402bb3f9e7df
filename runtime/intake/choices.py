"""What contacts say of one topic alone, and of being tracked: consent besides that to a channel."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Final, Literal, get_args

from ..store import Store
from .batch import Batch, Staged, batch, restage, waves
from .consents import Evidence
from .rows import ConsentRow, Origin, Outcome, Tracking
from .texts import given

TABLE: Final = "intake_choice"
TopicState = Literal["subscribed", "unsubscribed"]
Channel = Literal["email", "sms"]
CHANNELS: Final[tuple[str, ...]] = get_args(Channel)
STATES: Final[dict[str, tuple[str, ...]]] = {
    "marketing": get_args(TopicState),
    "tracking": get_args(Tracking),
}


def set_topic(
    store: Store,
    keys: Iterable[str],
    about: tuple[Channel, str, TopicState],
    at: int,
    evidence: Evidence,
) -> Outcome:
    """What contacts say about (channel, topic): a topic is a journey, by its name.

    `unsubscribed` ends its marketing alone; `subscribed` allows it to who has not agreed to more.
    Whoever is unsubscribed from the channel gets nothing, whatever was said of a topic. Where
    sign-ups by e-mail must be confirmed, so must be one to a topic by who is not subscribed.
    """
    channel, topic, state = about
    rows = [ConsentRow(key=one, state=state, channel=channel, topic=topic) for one in keys]
    return choose(store, rows, at, evidence)


def set_tracking(
    store: Store, keys: Iterable[str], state: Tracking, at: int, evidence: Evidence
) -> Outcome:
    """Whether opens and clicks of contacts may be told from those of others."""
    rows = [ConsentRow(key=one, state=state, purpose="tracking") for one in keys]
    return choose(store, rows, at, evidence)


def choose(store: Store, rows: Sequence[ConsentRow], at: int, evidence: Evidence) -> Outcome:
    """Writes down what is said now, and how we know; who said so before changes nothing."""
    with store.concerning([row.key for row in rows]), batch(store, at, "live") as here:
        said = evidence.values(here.consent)
        take(
            here,
            [{**staged, **said} for n, row in enumerate(rows) if (staged := stage(here, n, row))],
            here.consent.double_opt_in and not evidence.confirmed,
        )
    return here.outcome(len(rows))


def add_consents(
    store: Store, rows: Iterable[ConsentRow], at: int, origin: Origin = "live"
) -> Outcome:
    """Writes down what contacts said about topics and tracking, somewhere and some time.

    An import gives nobody a consent back that she took back later, or of which nobody knows when
    she gave it.
    """
    told = list(rows)
    with batch(store, at, origin) as here:
        take(here, [staged for n, row in enumerate(told) if (staged := stage(here, n, row))])
    return here.outcome(len(told))


def stage(here: Batch, n: int, row: ConsentRow) -> Staged | None:
    """A row's values as they are stored, or None when it is refused."""
    if row.channel not in CHANNELS or row.state not in STATES.get(row.purpose, ()):
        here.refuse(n, f"nobody can be `{row.state}` to {row.purpose} by {row.channel}")
        return None
    if (given(row.topic) is None) != (row.purpose == "tracking"):
        here.refuse(n, "marketing needs a topic, and tracking has none")
        return None
    return {
        "n": n,
        "key": row.key,
        "channel": row.channel,
        "purpose": row.purpose,
        "topic": given(row.topic) or "",
        "state": row.state,
        "told_at": None if row.at is None else min(row.at, here.now),
        **Evidence(row.source or here.origin, row.proof, row.text_version).values(here.consent),
    }


def identity(row: Staged) -> tuple[Hashable, ...]:
    """The mark of a choice: whose it is, and about what."""
    return ((row["key"], row["channel"], row["purpose"], row["topic"]),)


def take(here: Batch, staged: Sequence[Staged], unsure: bool = False) -> None:
    """Stores choices: those about the same thing one after the other."""
    for wave in waves(staged, identity):
        take_different(here, wave, unsure)


def take_different(here: Batch, wave: Sequence[Staged], unsure: bool) -> None:
    """Stores choices that are all about different things; `unsure`: nobody has confirmed them."""
    store = here.store
    restage(store, TABLE, wave)
    store.read(f"{TABLE}.hold")
    for what in ("find", "find-topics", "find-tracking"):
        store.write(f"{TABLE}.{what}")
    for n, key in store.read(f"{TABLE}.unknown"):
        here.refuse(n, f"`{key}` is not a contact")
    if here.origin != "live":
        for n, was in store.read(f"{TABLE}.taken-back"):
            here.refuse(n, f"kept `{was}`: it is newer, and an import does not take that back")
        store.write(f"{TABLE}.drop-taken-back")
    if unsure:
        for n, key in store.read(f"{TABLE}.unconfirmed"):
            here.refuse(n, f"`{key}` has not confirmed the address: no topic is agreed to before")
        store.write(f"{TABLE}.drop-unconfirmed")
    [(changed,)] = store.read(f"{TABLE}.count-changed")
    here.changed += int(changed)
    for what in ("consent", "set-topics", "set-tracking"):
        store.write(f"{TABLE}.{what}", now=here.now)
