"""Erasure: what is known of a person goes, what she leaves behind stands for nobody. T26, INV-21"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..compiler.ir.kinds import ALL
from ..compiler.ir.text import fold
from ..compiler.sql.emptying import empty_columns
from .clock import Clock
from .consent import Setting, seal_contacts, setting, suppress
from .engine.leave import finish
from .loaded import plans_of
from .moment import Moment
from .outbox import Patience, recover
from .spent import remember, spent
from .store import Store

AT_ONCE = 500  # people whom one transaction erases
SET_OTHERWISE: Final = frozenset(
    {
        "id",
        "key",
        "bucket",
        "shard",
        "zone_id",
        "email_status",
        "sms_status",
        "tracking",
        "vip",
        "archived",
        "added_at",
        "changed_at",
        "erased_at",
    }
)
"""Columns of a contact that cannot be NULL; `erase.empty-contact` sets them."""
TABLES = ("words", "matches", "runs", "events", "codes")
STEPS = (
    "empty-events",
    "empty-orders",
    "empty-order-codes",
    "empty-carts",
    "empty-holdings",
    "delete-codes",
    "empty-attempts",
    "empty-decisions",
    "empty-quarantine",
    "empty-consents",
    "delete-topics",
    "delete-bounces",
    "delete-tags",
    "delete-groups",
    "delete-members",
    "delete-retold",
    "delete-points",
    "delete-bars",
)


@dataclass(frozen=True, slots=True)
class Erased:
    """How many people were erased; who was before; whom the words name; who must wait a moment."""

    people: int = 0
    before: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    in_doubt: tuple[str, ...] = ()

    def __add__(self, other: Erased) -> Erased:
        """Both together."""
        return Erased(
            self.people + other.people,
            self.before + other.before,
            self.unknown + other.unknown,
            self.in_doubt + other.in_doubt,
        )


def erase(store: Store, words: Iterable[str], now: int) -> Erased:
    """Erases the contacts of these keys, addresses and numbers; what was erased stays so.

    Who has a message that is being handed over at this very moment is left alone, and told: only
    when it is known what became of it can it be forgotten.
    """
    recover(store, now, Patience())
    named = list(dict.fromkeys(words))
    parts = [named[start : start + AT_ONCE] for start in range(0, len(named), AT_ONCE)]
    return sum((erase_some(store, part, now) for part in parts), start=Erased())


def erase_patiently(store: Store, words: Iterable[str], clock: Clock, patience: int) -> Erased:
    """The same, and again for those who must wait, as long as it is worth it (milliseconds)."""
    found = erase(store, words, clock.now())
    end = clock.now() + patience
    while found.in_doubt and clock.now() < end:
        clock.sleep(500)
        again = erase(store, found.in_doubt, clock.now())
        found = Erased(found.people, found.before, found.unknown) + again
    return found


def erase_some(store: Store, words: Sequence[str], now: int) -> Erased:
    """One transaction."""
    with store.limited(0), store.transaction():
        ours = setting(store)
        choose(store, ours, words)
        unknown = [words[int(n)] for (n,) in store.read("erase.unknown")]
        in_doubt = tuple(words[int(n)] for (n,) in store.read("erase.in-doubt"))
        people = {int(id): str(key) for id, key in store.read("erase.people")}
        if people:
            suppress(store, people, "erased", now)
            forget(store, ours, now)
            remember(store, ours, (f"contact:{key}" for key in people.values()))
        before = tuple(word for word in unknown if erased_before(store, ours, word))
        for table in (*TABLES, "people"):
            store.write(f"erase.clear-{table}")
    return Erased(
        len(people), before, tuple(word for word in unknown if word not in before), in_doubt
    )


def choose(store: Store, ours: Setting, words: Sequence[str]) -> None:
    """Finds out who is meant: by a key one person, else all who have the address or the number.

    An address and a number are the same however they are written, as for suppression.
    """
    seal_contacts(store)
    for table in TABLES:
        store.write(f"erase.{table}")
        store.write(f"erase.clear-{table}")
    store.write("erase.clear-people")
    store.many(
        "erase.name",
        [
            {"n": n, "word": word, "folded": fold(word), "address": ours.seal_word(word)}
            for n, word in enumerate(words)
        ],
    )
    store.write("erase.find-by-key")
    store.write("erase.find-by-address")
    store.write("erase.choose")


def forget(store: Store, ours: Setting, now: int) -> None:
    """Takes away all that is known of the chosen people, first what could still leave."""
    store.write("erase.find-runs")
    store.many("erase.find-events", [{"kind": kind} for kind in sorted(ALL)])
    store.write("erase.find-codes")
    store.write("erase.suppress", now=now)
    end_runs(store, now)
    remember(store, ours, (str(key) for (key,) in store.read("erase.keys")))
    for step in STEPS:
        store.write(f"erase.{step}")
    columns = [str(name) for (name,) in store.read("outbox.contact-columns")]
    known = [name for name in columns if name not in SET_OTHERWISE]
    store.write(empty_columns(known, store.dialect))
    store.write("erase.empty-contact", now=now)


def end_runs(store: Store, now: int) -> None:
    """Ends the runs in progress where they are, at the last tick: nothing happens after it."""
    for watermark, _ in store.read("tick.standing"):
        moment = Moment(store, plans_of(store).periods, max(now, int(watermark)))
        moment.write("leave.clear")
        moment.write("erase.leave", at=int(watermark))
        finish(moment)


def erased_before(store: Store, ours: Setting, word: str) -> bool:
    """Whether a key, an address or a number that nobody has belonged to somebody erased."""
    if store.read("erase.is-suppressed", address=ours.seal_word(word)):
        return True
    return bool(store.read("erase.is-spent", digest=spent(ours, f"contact:{word}")))
