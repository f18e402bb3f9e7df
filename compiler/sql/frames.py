"""What the conditions of one select need beside its contact: figures of orders, and periods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from .columns import CONTACT, contact_id
from .expressions import all_of, column, derived, equal, table
from .figures import FIGURES, Figures

if TYPE_CHECKING:
    from .builder import Builder


class Frame:
    """Collects joins while the conditions of one select are made."""

    def __init__(self) -> None:
        self.figures = Figures()
        self.periods: dict[int, str] = {}

    def period(self, number: int) -> str:
        """The alias under which the contact's bounds of a period are joined."""
        return self.periods.setdefault(number, "period_" + str(number))

    def joins(self, builder: Builder) -> Iterator[exp.Join]:
        """Outer joins, all on the contact `c`."""
        if self.figures.columns:
            on = equal(column(FIGURES, "contact_id"), contact_id())
            yield _outer_join(derived(self.figures.select(builder), FIGURES), on)
        yield from self.period_joins(builder)

    def period_joins(self, builder: Builder) -> Iterator[exp.Join]:
        """One for each period."""
        for number, alias in self.periods.items():
            yield _outer_join(table("period", alias), _of_zone(builder, number, alias))


def _of_zone(builder: Builder, number: int, alias: str) -> exp.Expr:
    """The row of a period for the contact's zone."""
    return all_of(
        [
            equal(column(alias, "id"), builder.bind(number)),
            equal(column(alias, "zone_id"), column(CONTACT, "zone_id")),
        ]
    )


def _outer_join(source: exp.Expr, on: exp.Expr) -> exp.Join:
    return exp.Join(this=source, side="LEFT", on=on)
