"""The full cross product of what the decision about a message depends on, as a page to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from jalon.runtime.consent import Case

PURPOSES = ("marketing", "cart", "transactional")
CHANNELS = ("email", "sms")
CONSENTS = ("granted", "first", "unknown", "pending", "topic", "unsubscribed")
SUPPRESSIONS = (
    "none",
    "unsubscribed",
    "complaint",
    "manual",
    "spam_trap",
    "hard_bounce",
    "erased",
)
ADDRESSES = ("ok", "paused", "archived", "abroad", "missing", "cleaned")
WHEN = tuple(product((False, True), repeat=3))  # late, quiet, capped
COLUMNS = ("now", "capped", "quiet", "both", "late")
HEAD = f"{'purpose':14}{'channel':8}{'consent':13}{'suppression':13}{'address':9}"


def cases() -> list[Case]:
    """All of them, in the order of the page."""
    people = product(PURPOSES, CHANNELS, CONSENTS, SUPPRESSIONS, ADDRESSES)
    return [Case(*person, *when) for person in people for when in WHEN]


def page(rulings: Sequence[str]) -> Iterator[str]:
    """The decision table: a line per person, a column per instant; what is late is late anyhow."""
    yield HEAD + "".join(f"{name:15}" for name in COLUMNS).rstrip()
    people = product(PURPOSES, CHANNELS, CONSENTS, SUPPRESSIONS, ADDRESSES)
    for n, (purpose, channel, consent, suppression, address) in enumerate(people):
        now = rulings[8 * n : 8 * n + 8]
        person = f"{purpose:14}{channel:8}{consent:13}{suppression:13}{address:9}"
        assert len(set(now[4:])) == 1
        yield person + "".join(f"{one:15}" for one in now[:5]).rstrip()
