"""A story: an audience, a program, and what happens one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

from jalon.compiler.ir import Program

from ..reference.world import Cart, Contact, Event, Order, Value


@dataclass(frozen=True)
class Told:
    """A tag, group, status or field of one contact (her number) is set or taken away."""

    what: str
    contact: int
    name: str
    value: Value = None


@dataclass(frozen=True)
class Cancelled:
    """The n-th order so far is called off."""

    order: int


@dataclass(frozen=True)
class Arrived:
    """A new contact."""

    contact: Contact
    origin: str


@dataclass(frozen=True)
class Placed:
    """An order."""

    order: Order
    origin: str


@dataclass(frozen=True)
class Filled:
    """A cart as it is now; `key` says which one."""

    key: str
    cart: Cart
    origin: str


@dataclass(frozen=True)
class Ticked:
    """The engine looks."""


@dataclass(frozen=True)
class Deployed:
    """The program is deployed again, its journeys being paused or active from now on."""

    status: str

    def changed(self, program: Program) -> Program:
        """The program with all its journeys in that state."""
        journeys = [one.model_copy(update={"status": self.status}) for one in program.journeys]
        return program.model_copy(update={"journeys": tuple(journeys)})


Action = Told | Cancelled | Arrived | Placed | Filled | Event | Ticked | Deployed


@dataclass
class Story:
    """Everything happens at its instant, in order; the audience was there before."""

    zone: str
    base: int
    program: Program
    audience: list[Contact] = field(default_factory=list)
    past: list[Order | Event | Filled] = field(default_factory=list)
    actions: list[tuple[int, Action]] = field(default_factory=list)
