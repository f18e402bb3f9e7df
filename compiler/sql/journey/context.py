"""What the statements of one journey are made from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ... import ir
from ...ir.journey import Journey
from ..builder import Builder
from ..periods import Periods


@dataclass(frozen=True, slots=True)
class Context:
    """A journey of a program, the store's dialect, and the periods shared by all statements."""

    program: ir.Program
    journey: Journey
    periods: Periods
    dialect: str

    def builder(self, scope: str | None = None) -> Builder:
        """A builder for one statement, its aggregates restricted to the contacts of `scope`."""
        return Builder(self.program, self.periods, self.dialect, scope)

    def zone(self, builder: Builder, contact: str = "c") -> exp.Expr:
        """The id of the zone in which the journey reads the clock for a contact."""
        if self.journey.time_zone == "contact":
            return exp.column("zone_id", contact)
        if self.journey.time_zone == "audience":
            return exp.Literal.number(0)
        name = builder.bind(self.journey.time_zone)
        return exp.select("id").from_("zone").where(exp.column("name").eq(name)).subquery()
