"""The deployed journeys as plans, compiled when they are first needed and kept."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..compiler import ir
from ..compiler.sql.journey.plan import JourneyPlan, plan_journey
from ..compiler.sql.periods import Periods
from .store import Row, Store


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a journey that people can be in; `base` is the node id of its step 0."""

    journey_id: int
    name: str
    status: str
    activated_at: int | None
    version_id: int
    base: int
    current: bool
    plan: JourneyPlan

    def values(self) -> dict[str, object]:
        """The parameters that its statements share."""
        return {
            "journey": self.journey_id,
            "journey_name": self.name,
            "version": self.version_id,
            "base": self.base,
            "activated_at": self.activated_at,
            "paused": int(self.status == "paused"),
        }


class Plans:
    """The plans of one store; texts are generated once per version and dialect."""

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self.periods = Periods()
        self.programs: dict[int, ir.Program] = {}
        self.plans: dict[int, JourneyPlan] = {}

    def version(self, row: Row) -> Version:
        """A row of `deploy.versions` with its plan."""
        journey_id, name, status, activated_at, version_id, text, base, current, program_id = row
        if version_id not in self.plans:
            program = self.program(int(program_id), str(text))
            journey = next(j for j in program.journeys if j.name == name)
            self.plans[version_id] = plan_journey(program, journey, self.periods, self.dialect)
        plan = self.plans[version_id]
        return Version(
            journey_id, name, status, activated_at, version_id, base, bool(current), plan
        )

    def program(self, program_id: int, text: str) -> ir.Program:
        """A stored program, read once."""
        if program_id not in self.programs:
            self.programs[program_id] = ir.Program.model_validate_json(text)
        return self.programs[program_id]


_PLANS: WeakKeyDictionary[Store, Plans] = WeakKeyDictionary()


def plans_of(store: Store) -> Plans:
    """The plans kept for a store."""
    return _PLANS.setdefault(store, Plans(store.dialect))


def share_plans(store: Store, plans: Plans | None) -> Plans:
    """Gives a store the plans of another one, in which the same program was deployed likewise."""
    return _PLANS.setdefault(store, plans or Plans(store.dialect))


def versions(store: Store) -> list[Version]:
    """Every version that lets people in or has people inside, journeys by id."""
    plans = plans_of(store)
    return [plans.version(row) for row in store.read("deploy.versions")]
