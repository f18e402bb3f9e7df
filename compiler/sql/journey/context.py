"""What the statements of one journey are made from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ... import ir
from ...ir.journey import Journey
from ..builder import Builder
from ..periods import Periods


@dataclass(frozen=True, slots=True)
class Setting:
    """A program, whose clock is read, the periods shared by all statements, and the dialect."""

    program: ir.Program
    time_zone: str
    periods: Periods
    dialect: str

    def builder(self, scope: str | None = None) -> Builder:
        """A builder for one statement, its aggregates restricted to the contacts of `scope`."""
        return Builder(self.program, self.periods, self.dialect, scope)

    def zone(self, builder: Builder, contact: str = "c") -> exp.Expr:
        """The id of the zone in which the clock is read for a contact."""
        if self.time_zone == "contact":
            return exp.column("zone_id", contact)
        if self.time_zone == "audience":
            return exp.Literal.number(0)
        name = builder.bind(self.time_zone)
        return exp.select("id").from_("zone").where(exp.column("name").eq(name)).subquery()


@dataclass(frozen=True, slots=True)
class Context(Setting):
    """The setting of one journey: its clock, and itself."""

    journey: Journey
