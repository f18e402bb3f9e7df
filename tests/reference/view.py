"""From where a condition looks: a world, a contact, an instant, and perhaps an event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from jalon.compiler.ir import Program

from .clock import wall_clock
from .world import Contact, Event, World


@dataclass(frozen=True)
class View:
    """Conditions are true or false from here."""

    world: World
    program: Program
    contact: Contact
    now: int
    event: Event | None = None

    @property
    def zone(self) -> str:
        """Her time zone, or the audience's."""
        return self.contact.zone or self.world.zone

    @property
    def wall(self) -> datetime:
        """What her clock shows now."""
        return wall_clock(self.now, self.zone)

    def at(self, event: Event) -> View:
        """The same view with an event at hand."""
        return replace(self, event=event)
