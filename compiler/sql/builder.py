"""The builder of one statement: its parameters, its periods, and the joins its conditions need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlglot import exp

from ..ir.predicates import Predicate
from ..ir.program import Program
from .columns import CONTACT, contact_id
from .expressions import among, column, equal, table
from .frames import Frame
from .periods import Periods
from .predicates import lower
from .statement import Statement, Value


class Builder:
    """Lowers conditions on the contact with alias `c`, and makes one statement of them.

    `scope` names a table with a column `contact_id`: the statement then speaks of those contacts
    only, and whatever can be is looked up for them alone.
    """

    def __init__(
        self, program: Program, periods: Periods, dialect: str, scope: str | None = None
    ) -> None:
        self.periods = periods
        self.dialect = dialect
        self.scope = scope
        self.negative = False
        self._segments = {segment.name: segment.predicate for segment in program.segments}
        self._names: dict[tuple[type, Value], str] = {}
        self._frames = [Frame()]
        self._used_periods: set[int] = set()

    def bind(self, value: Value) -> exp.Placeholder:
        """A parameter with a value known now; equal values share one."""
        name = self._names.setdefault((type(value), value), "p" + str(len(self._names)))
        return self.runtime(name)

    def runtime(self, name: str) -> exp.Placeholder:
        """A parameter whose value the caller adds when the statement runs."""
        return exp.Placeholder(this=name)

    def condition(self, predicate: Predicate) -> exp.Expr:
        """The predicate about contact `c` (and event `e` in a `where`): a boolean, never NULL."""
        return lower(self, predicate)

    def segment(self, name: str) -> Predicate:
        """The predicate of a segment; KeyError when there is none, which the checker prevents."""
        return self._segments[name]

    def join(self, select: exp.Select) -> exp.Select:
        """Adds to a select with `c` in its FROM the joins its conditions need so far."""
        frame, self._frames[-1] = self._frames[-1], Frame()
        for addition in frame.joins(self):
            select = select.join(addition, copy=False)
        return select

    def statement(self, expression: exp.Expr) -> Statement:
        """The text in the dialect, with the values bound in it and the numbers of its periods."""
        used = {placeholder.name for placeholder in expression.find_all(exp.Placeholder)}
        values = {name: value for (_, value), name in self._names.items() if name in used}
        periods = tuple(sorted(self._used_periods))
        return Statement(render(expression, self.dialect), values, periods)

    # --- for the lowering ---------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """What the conditions of the innermost select have asked for."""
        return self._frames[-1]

    @contextmanager
    def opposite(self) -> Iterator[None]:
        """Conditions in here are negated."""
        self.negative = not self.negative
        yield
        self.negative = not self.negative

    @contextmanager
    def inner(self) -> Iterator[None]:
        """Conditions in here are about the `c` of a select of its own; end with `owned`."""
        negative, self.negative = self.negative, False
        self._frames.append(Frame())
        yield
        self._frames.pop()
        self.negative = negative

    def owned(self, select: exp.Select, owner: exp.Column) -> exp.Select:
        """An inner select with the contact that owns its rows, if conditions speak of her."""
        if self.frame.periods or mentions_contact(select):
            on = equal(contact_id(), owner)
            select = select.join(exp.Join(this=table("contact", CONTACT), on=on), copy=False)
        return self.join(select)

    def in_scope(self, owner: exp.Column) -> list[exp.Expr]:
        """The condition that the owner is one of the scope's contacts, if there is a scope."""
        if self.scope is None:
            return []
        members = exp.select(column("s", "contact_id")).from_(table(self.scope, "s"))
        return [among(owner, members)]

    def uses(self, period: int) -> None:
        """Notes that the statement needs this period's bounds."""
        self._used_periods.add(period)


def mentions_contact(select: exp.Select) -> bool:
    """Whether a select speaks of a contact `c`."""
    return any(found.table == CONTACT for found in select.find_all(exp.Column))


def render(expression: exp.Expr, dialect: str) -> str:
    """The text of a statement; every identifier is quoted."""
    if dialect == "postgres":
        expression = expression.copy()
        _spare_percent_signs(expression)
        _keep_order_of_nulls(expression)
    return expression.sql(dialect=dialect, identify=True, comments=False)


def _spare_percent_signs(expression: exp.Expr) -> None:
    """psycopg takes a bare `%` for the beginning of a parameter."""
    for node in list(expression.find_all(exp.Mod)):
        operands = [operand.unnest() for operand in (node.this, node.expression)]
        node.replace(exp.Anonymous(this="MOD", expressions=operands))


def _keep_order_of_nulls(expression: exp.Expr) -> None:
    """Any but the dialect's default would pass the index by; we order by no NULL."""
    for node in expression.find_all(exp.Ordered):
        node.set("nulls_first", bool(node.args.get("desc")))
