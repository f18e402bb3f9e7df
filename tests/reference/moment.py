"""What one tick finds of one contact."""

from __future__ import annotations

from dataclasses import dataclass

from jalon.compiler.ir import Journey, Program

from .view import View
from .world import Contact, Event, Run, World


@dataclass(frozen=True)
class Moment:
    """A contact at a tick. `seen` are the events that were there when the tick began."""

    world: World
    program: Program
    contact: Contact
    now: int
    seen: list[Event]

    @property
    def view(self) -> View:
        """Conditions look from here."""
        return View(self.world, self.program, self.contact, self.now)

    @property
    def absorbed(self) -> list[Event]:
        """All her events that were there when the tick began."""
        return [event for event in self.seen if event.contact == self.contact.id]

    @property
    def new(self) -> list[Event]:
        """Those that no tick has seen before; what is history is not news."""
        return [
            event
            for event in self.absorbed
            if event.id > self.world.cursor and event.origin != "historic"
        ]

    def runs(self) -> list[tuple[Journey, Run]]:
        """Her runs in progress, journeys by id."""
        return [
            (journey, run)
            for journey in self.program.journeys
            for run in self.world.runs_of(self.contact, journey.name)
            if run.reason is None
        ]

    def zone(self, name: str) -> str:
        """The zone whose clock a journey goes by for her."""
        (zone,) = [one.time_zone for one in self.program.journeys if one.name == name]
        named = {"contact": self.view.zone, "audience": self.world.zone}
        return named.get(zone, zone)

    def run(self, journey: str, order: int | None = None) -> Run | None:
        """Her run in progress; of that order, where each order has a run of its own."""
        runs = self.world.runs_of(self.contact, journey)
        return next((run for run in runs if run.reason is None and run.order == order), None)
