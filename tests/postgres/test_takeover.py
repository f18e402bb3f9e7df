"""Lanes that change hands while messages leave: what is known is kept, what is not is bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

import pytest

from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, Sizes, deliver_due
from jalon.deliver.senders import Accepted, Outcome, Prepared, Retry
from jalon.deliver.settings import Delivery
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import catch_up
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.clock import DatabaseClock
from jalon.runtime.postgres.worker import Worker
from jalon.runtime.store import Fenced, Row

from ..faults.time.stage import project

NOW, SECOND, LEASE = 1_772_366_400_000, 1000, 60_000
PEOPLE = [f"c{number}" for number in range(20)]
WINDOW = 5
TEXT = """email m:
  subject: "Hello"

journey j:
  starting point: tag added "go"
  send email m
"""


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Sender:
    """Takes everything; with the first message something happens."""

    happens: Callable[[], object] = bool
    taken: list[str] = field(default_factory=list)

    def open(self) -> Retry | None:
        """Always ready."""

    def send(self, message: Prepared) -> Outcome:
        """Takes it."""
        self.taken.append(message.key)
        if len(self.taken) == 1:
            self.happens()
        return Accepted("250 fine")

    def close(self) -> None:
        """Nothing to end."""


@dataclass
class Hand:
    """A worker, his connection, and his way out."""

    store: PostgresStore
    sender: Sender = field(default_factory=Sender)

    def __post_init__(self) -> None:
        self.worker = Worker(self.store, lease=LEASE)
        clock, sizes = DatabaseClock(self.store), Sizes(marketing=WINDOW)
        desk = Desk(Delivery(writer="Shop <s@x.example>"))
        self.office = Office({"email": self.sender}, desk, sizes=sizes, clock=clock)

    def turn(self, now: int) -> None:
        """Everything that is due in his lanes, at an instant of the database."""
        self.store.link.execute("SELECT set_config('jalon.now', %s, false)", (str(now),))
        for lane in self.worker.lanes():
            with suppress(Fenced), self.store.within(lane):
                catch_up(self.store, now)
                deliver_due(self.store, self.office, now)


@pytest.fixture
def hands(database: str) -> Iterator[tuple[Hand, Hand]]:
    """Two workers; for everybody a message is queued, and the first has all lanes."""
    with closing(PostgresStore.open(database)) as one, closing(PostgresStore.open(database)) as two:
        deploy(one, project(TEXT), NOW)
        rows = [
            ContactRow(key=key, email=f"{key}@x.example", email_status="subscribed", added_at=0)
            for key in PEOPLE
        ]
        intake.add_contacts(one, rows, NOW, "historic")
        intake.tag(one, PEOPLE, "go", NOW)
        yield Hand(one), Hand(two)


def states(hand: Hand) -> list[Row]:
    """How many messages there are in each state, and after how many attempts."""
    text = "SELECT state, attempt, COUNT(*) FROM outbox GROUP BY 1, 2 ORDER BY 1, 2"
    with hand.store.begun(hand.store.looking):
        return hand.store.link.execute(text.encode()).fetchall()


def doubts(hand: Hand) -> int:
    """How many attempts ended with nobody knowing how."""
    with hand.store.begun(hand.store.looking):
        found = hand.store.link.execute(b"SELECT COUNT(*) FROM attempt WHERE outcome = 'unknown'")
        return int(found.fetchall()[0][0])


def test_nothing_is_in_doubt_when_the_clock_jumps_past_all_leases(hands: tuple[Hand, Hand]) -> None:
    """F8, F30: somebody else has the lanes at once; who is sending writes down what he knows."""
    late, heir = hands
    late.sender.happens = lambda: heir.turn(NOW + 11 * LEASE)
    late.turn(NOW)
    assert doubts(heir) == 0
    heir.turn(NOW + 11 * LEASE + SECOND)
    assert sum(count for state, _, count in states(heir) if state == "accepted") == len(PEOPLE)
    assert len({*late.sender.taken, *heir.sender.taken}) == len(PEOPLE)
    assert len([*late.sender.taken, *heir.sender.taken]) == len(PEOPLE)


def test_who_is_lost_leaves_one_window_in_doubt_within_two_leases(
    hands: tuple[Hand, Hand],
) -> None:
    """INV-10, INV-11"""
    lost, heir = hands

    def die() -> None:
        raise Killed

    lost.sender.happens = die
    with pytest.raises(Killed):
        lost.turn(NOW)
    heir.turn(NOW + LEASE + SECOND)
    assert ("handoff", 1, WINDOW) in states(heir)
    assert len(heir.sender.taken) == len(PEOPLE) - WINDOW
    heir.turn(NOW + 2 * LEASE)
    assert ("unknown", 1, WINDOW) in states(heir)


def test_nothing_leaves_when_half_the_lease_of_its_lane_is_over(hands: tuple[Hand, Hand]) -> None:
    """A lease of two seconds leaves one to a message, whatever else would be long enough."""
    slow, _ = hands
    seconds = [0.0]
    slow.worker.lease = 2 * SECOND
    slow.sender.happens = lambda: seconds.append(1.1)
    slow.office = replace(slow.office, stopwatch=lambda: seconds[-1])
    slow.turn(NOW)
    assert len(slow.sender.taken) == 1
    assert states(slow) == [("accepted", 1, 1), ("queued", 1, len(PEOPLE) - 1)]


def test_others_have_their_turn_while_very_much_leaves(hands: tuple[Hand, Hand]) -> None:
    """What is left after a while is claimed in the next turn; between them lanes are taken."""
    busy, _ = hands
    seconds = [0.0]
    busy.sender.happens = lambda: seconds.append(10.0)
    sizes = Sizes(batch=WINDOW, marketing=WINDOW)
    busy.office = replace(busy.office, stopwatch=lambda: seconds[-1], span=10.0, sizes=sizes)
    busy.turn(NOW)
    assert len(busy.sender.taken) == WINDOW
