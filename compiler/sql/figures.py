"""Figures over a contact's counted orders: all those of one select in a single pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlglot import exp

from .expressions import all_of, among, any_of, case, column, named, number, table
from .order_rows import ORDERS, OrderFilter, counted

if TYPE_CHECKING:
    from .builder import Builder

FIGURES = "figures"  # the alias under which they are joined

Figure = Literal["orders", "total", "units", "first", "last"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One figure over some of the orders."""

    figure: Figure
    filter: OrderFilter


VALUES: dict[Figure, Callable[[], exp.Expr]] = {
    "orders": lambda: number(1),
    "total": lambda: column(ORDERS, "total"),
    "units": lambda: column(ORDERS, "units"),
    "first": lambda: column(ORDERS, "placed_at"),
    "last": lambda: column(ORDERS, "placed_at"),
}
AGGREGATES: dict[Figure, type[exp.Expr]] = {
    "orders": exp.Count,
    "total": exp.Sum,
    "units": exp.Sum,
    "first": exp.Min,
    "last": exp.Max,
}


class Figures:
    """The figures that the conditions of one select compare."""

    def __init__(self) -> None:
        self.columns: dict[Wanted, str] = {}
        self.candidates: exp.Select | None = None

    def column(self, figure: Figure, filter_: OrderFilter) -> exp.Column:
        """Where the figure will stand: NULL when the contact has no order at all."""
        wanted = Wanted(figure, filter_)
        return column(FIGURES, self.columns.setdefault(wanted, "n" + str(len(self.columns) + 1)))

    def select(self, builder: Builder) -> exp.Select:
        """One row per contact with orders: `contact_id` and the figures."""
        owner = column(ORDERS, "contact_id")
        with builder.inner():
            shared = self._shared_filter()
            tests = [counted(), *builder.in_scope(owner), *self._any_filter(builder)]
            tests.extend(shared.tests(builder) if shared else [])
            tests.extend([among(owner, self.candidates)] if self.candidates else [])
            found = [self._column(builder, wanted, shared) for wanted in self.columns]
            select = exp.select(named(owner, "contact_id"), *found).from_(table("orders", ORDERS))
            select = select.where(all_of(tests), copy=False)
            return builder.owned(select, owner).group_by(owner.copy(), copy=False)

    def _shared_filter(self) -> OrderFilter | None:
        """The filter, when all figures are over the same orders."""
        filters = {wanted.filter for wanted in self.columns}
        return filters.pop() if len(filters) == 1 else None

    def _any_filter(self, builder: Builder) -> list[exp.Expr]:
        """Orders outside all the periods need not be read."""
        ranges = [wanted.filter.rough_tests(builder) for wanted in self.columns]
        return [any_of(all_of(tests) for tests in ranges)] if all(ranges) else []

    def _column(self, builder: Builder, wanted: Wanted, shared: OrderFilter | None) -> exp.Expr:
        value = VALUES[wanted.figure]()
        tests = [] if shared else wanted.filter.tests(builder)
        argument = case(all_of(tests), value) if tests else value
        return named(AGGREGATES[wanted.figure](this=argument), self.columns[wanted])
