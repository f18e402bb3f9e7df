"""A project written in the language, deployed on a store of its own, with a crowd of contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.compiler.ir import Program
from jalon.deliver.letters import Desk
from jalon.deliver.loop import Office, deliver_due
from jalon.deliver.senders import Accepted, Outcome, Prepared
from jalon.deliver.settings import Delivery
from jalon.runtime import intake
from jalon.runtime.deploy import deploy
from jalon.runtime.engine.tick import TickReport, tick
from jalon.runtime.intake.rows import ContactRow
from jalon.runtime.loaded import Plans, share_plans
from jalon.runtime.sqlite import SqliteStore

from ...conformance.scenario import HEAD, compiled

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
CLOCKS = {"0000": 0, "0030": 30, "0130": 90, "0230": 150, "0900": 540, "2330": 1410}
"""The times of day that the experiments ask for, in minutes."""
EPOCH = date(1970, 1, 1)
PLANS: dict[str, Plans] = {}
"""The statements of each project, made once."""


def day_of(at: int) -> int:
    """Days since 1970-01-01."""
    return at // DAY


def iso(day: int) -> str:
    """The date of a day."""
    return date.fromordinal(EPOCH.toordinal() + day).isoformat()


@dataclass(slots=True)
class Sink:
    """A way out that takes everything, and remembers to whom and when."""

    now: int = 0
    taken: list[tuple[str, int]] = field(default_factory=list)

    def open(self) -> None:
        """It is always open."""

    def send(self, message: Prepared) -> Outcome:
        """Takes a message."""
        self.taken.append((message.recipient, self.now))
        return Accepted()

    def close(self) -> None:
        """Nothing to close."""


@dataclass(slots=True)
class Stage:
    """A deployed project, its contacts, and a sink for what it sends."""

    store: SqliteStore
    sink: Sink = field(default_factory=Sink)
    office: Office | None = None

    @classmethod
    def of(cls, text: str, now: int, store: SqliteStore | None = None) -> Stage:
        """The project `text`, deployed on an empty store."""
        stage = cls(store or SqliteStore.open())
        PLANS[text] = share_plans(stage.store, PLANS.get(text))
        deploy(stage.store, project(text), now)
        stage.office = Office({"email": stage.sink}, Desk(Delivery(writer="Shop <s@x.example>")))
        return stage

    def crowd(self, rows: Iterable[ContactRow], now: int) -> None:
        """Contacts who were there long ago, or something new about them."""
        outcome = intake.add_contacts(self.store, list(rows), now, "historic")
        assert not outcome.refusals, outcome.refusals[:3]

    def tag(self, keys: Iterable[str], now: int, name: str = "go") -> None:
        """Tags contacts: what lets them in."""
        intake.tag(self.store, list(keys), name, now)

    def tick(self, now: int) -> TickReport:
        """All ticks that are needed at an instant."""
        while (report := tick(self.store, now)).more:
            pass
        return report

    def deliver(self, now: int) -> None:
        """Hands over what is due."""
        assert self.office is not None
        self.sink.now = now
        deliver_due(self.store, self.office, now)

    def sql(self, text: str, *values: object) -> list[tuple[int, ...]]:
        """Rows of a query, or whatever an experiment wants to break."""
        return self.store.connection.execute(text, values).fetchall()

    def entered(self, journey: str) -> dict[str, list[int]]:
        """When each contact entered, by key."""
        return self.listed(
            """SELECT c.key, r.entered_at FROM (
                SELECT journey_id, contact_id, entered_at FROM enrollment
                UNION ALL SELECT journey_id, contact_id, entered_at FROM enrollment_archive) AS r
            JOIN contact AS c ON c.id = r.contact_id JOIN journey AS j ON j.id = r.journey_id
            WHERE j.name = ? ORDER BY r.entered_at""",
            journey,
        )

    def moved_on(self, journey: str, edge: str = "elapsed") -> dict[str, list[int]]:
        """When each contact crossed such an edge, by key."""
        return self.listed(
            """SELECT c.key, l.at FROM step_log AS l JOIN (
                SELECT id, journey_id, contact_id FROM enrollment
                UNION ALL SELECT id, journey_id, contact_id FROM enrollment_archive) AS r
            ON r.id = l.enrollment_id
            JOIN contact AS c ON c.id = r.contact_id JOIN journey AS j ON j.id = r.journey_id
            WHERE j.name = ? AND l.edge = ? ORDER BY l.at""",
            journey,
            edge,
        )

    def listed(self, text: str, *values: object) -> dict[str, list[int]]:
        """Rows of (key, value), by key."""
        found: dict[str, list[int]] = {}
        for key, value in self.sql(text, *values):
            found.setdefault(str(key), []).append(value)
        return found

    def set_aside(self) -> int:
        """How many rows are in quarantine."""
        ((count,),) = self.sql("SELECT COUNT(*) FROM quarantine")
        return count


@cache
def project(text: str) -> Program:
    """A project, compiled once; it may bring its own audience."""
    head = "" if text.startswith("audience:") else HEAD
    with TemporaryDirectory() as folder:
        program, found = compiled(Path(folder), head + text)
    assert program is not None, [one.message for one in found]
    return program


def written(clock: str) -> str:
    """`02:30`, of `0230`."""
    return f"{clock[:2]}:{clock[2:]}"


def chunks(items: list[int], size: int) -> Iterator[list[int]]:
    """Pieces of a list."""
    yield from (items[start : start + size] for start in range(0, len(items), size))
