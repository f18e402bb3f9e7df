"""The deployed journeys as plans, compiled when they are first needed and kept."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ..compiler import ir
from ..compiler.ir.zones import FAR
from ..compiler.sql.journey.blocks import Cuts
from ..compiler.sql.journey.context import Context
from ..compiler.sql.journey.exits import Listener, plan_goal
from ..compiler.sql.journey.plan import JourneyPlan, plan_journey
from ..compiler.sql.journey.scores import ScoresPlan, plan_scores
from ..compiler.sql.periods import Periods
from .places import Places, places_of
from .store import Row, Store


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a journey that people can be in; `base` is the node id of its step 0.

    Who triggers in `paused` (from, until) does not enter; nobody leaves the steps in `held`.
    """

    journey_id: int
    name: str
    status: str
    activated_at: int | None
    version_id: int
    base: int
    current: bool
    plan: JourneyPlan
    paused: tuple[int, int] = (FAR, FAR)
    held: frozenset[int] = frozenset()

    def holds(self, number: int) -> bool:
        """Whether everybody stays at a step, who is ready to go on. STEP-05, STEP-06"""
        return self.status == "paused" or number in self.held

    def values(self) -> dict[str, object]:
        """The parameters that its statements share."""
        return {
            "journey": self.journey_id,
            "journey_name": self.name,
            "version": self.version_id,
            "base": self.base,
            "activated_at": self.activated_at,
            "paused_from": self.paused[0],
            "paused_until": self.paused[1],
        }


@dataclass(frozen=True, slots=True)
class Past:
    """A version that nobody is in any more; the goal of its finished runs still counts."""

    journey_id: int
    version_id: int
    goal: Listener

    def values(self) -> dict[str, object]:
        """The parameters that the statements of a goal share."""
        return {"journey": self.journey_id, "version": self.version_id}


class Plans:
    """The plans of one store; texts are generated once per version and dialect."""

    def __init__(self, dialect: str) -> None:
        self.dialect = dialect
        self.periods = Periods()
        self.programs: dict[int, ir.Program] = {}
        self.plans: dict[tuple[int, Cuts], JourneyPlan] = {}
        self.goals: dict[int, Listener | None] = {}
        self.scores: dict[int, ScoresPlan] = {}

    def version(self, row: Row, places: Places) -> Version:
        """A row of `deploy.versions` with its plan."""
        journey_id, name, status, activated, version_id, text, base, current, *rest = row
        program_id, paused_at, resumed_at = rest
        program = self.program(int(program_id), str(text))
        journey = next(j for j in program.journeys if j.name == name)
        cuts = places.cuts(journey, journey_id, version_id)
        if (version_id, cuts) not in self.plans:
            plan = plan_journey(program, journey, self.periods, self.dialect, cuts)
            self.plans[version_id, cuts] = plan
        plan, held = self.plans[version_id, cuts], places.held(journey, journey_id)
        paused = tuple(FAR if at is None else int(at) for at in (paused_at, resumed_at))
        known = (journey_id, name, status, activated, version_id, base, bool(current))
        return Version(*known, plan, (paused[0], paused[1]), held)

    def goal(self, store: Store, row: Row) -> Listener | None:
        """The goal of a version, if it has one: a row of `deploy.past-versions`."""
        _, name, version_id, program_id = row
        if version_id not in self.goals:
            ((text,),) = store.read("deploy.program-text", program=program_id)
            program = self.program(int(program_id), str(text))
            journey = next(j for j in program.journeys if j.name == name)
            context = Context(program, journey.time_zone, self.periods, self.dialect, journey)
            found = None if journey.goal is None else plan_goal(context, journey.goal)
            self.goals[version_id] = found
        return self.goals[version_id]

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
    plans, places = plans_of(store), places_of(store)
    return [plans.version(row, places) for row in store.read("deploy.versions")]


def past_goals(store: Store) -> list[Past]:
    """The versions that nobody is in any more and that have a goal."""
    plans = plans_of(store)
    found = ((row, plans.goal(store, row)) for row in store.read("deploy.past-versions"))
    return [Past(row[0], row[2], goal) for row, goal in found if goal is not None]


def scores(store: Store) -> ScoresPlan | None:
    """The scores of the program that runs, if it has any."""
    plans = plans_of(store)
    for (program_id,) in store.read("points.deployed"):
        if program_id not in plans.scores:
            ((text,),) = store.read("deploy.program-text", program=program_id)
            program = plans.program(int(program_id), str(text))
            plans.scores[program_id] = plan_scores(program, plans.periods, plans.dialect)
        return plans.scores[program_id]
    return None
