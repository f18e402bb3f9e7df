"""Tags, groups and journeys: what the contact belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from ...ir import predicates as ir
from .. import expressions as sql
from ..existence import Rows, some

if TYPE_CHECKING:
    from ..builder import Builder

TAG, GROUP, JOURNEY = "t", "g", "j"
# Where each activity stands, and with which reasons.
PLACES: dict[str, tuple[str, tuple[str, ...]]] = {
    "started": ("entry", ()),
    "completed": ("enrollment_archive", ("completed", "stopped")),
    "in": ("enrollment", ()),
}


def tagged(builder: Builder, predicate: ir.Tagged) -> exp.Expr:
    """The contact has any of the tags."""
    return _belongs(builder, "contact_tag", sql.column(TAG, "tag"), predicate.tags)


def in_group(builder: Builder, predicate: ir.InGroup) -> exp.Expr:
    """The contact is in any, or every one, of the groups."""
    grp = sql.column(GROUP, "grp")
    if predicate.every:
        each = (_belongs(builder, "contact_group", grp, (one,)) for one in predicate.groups)
        return sql.all_of(each)
    return _belongs(builder, "contact_group", grp, predicate.groups)


def journey_activity(builder: Builder, predicate: ir.JourneyActivity) -> exp.Expr:
    """The contact started, completed or is in the journey."""
    place, reasons = PLACES[predicate.did]

    def make() -> exp.Select:
        journey = sql.equal(sql.column(JOURNEY, "journey_id"), _journey(builder, predicate.journey))
        words = [sql.text(reason) for reason in reasons]
        ended = [sql.one_of(sql.column(JOURNEY, "reason"), words)] if words else []
        return _rows(place, JOURNEY, [journey, *ended])

    return some(builder, Rows(make, sql.column(JOURNEY, "contact_id"), size="narrow"))


def _belongs(
    builder: Builder, source: str, column: exp.Column, values: tuple[str, ...]
) -> exp.Expr:
    """The contact has a row with one of the values."""
    if not values:
        return exp.false()

    def make() -> exp.Select:
        choices = [builder.bind(value) for value in values]
        return _rows(source, column.table, [sql.one_of(column, choices)])

    return some(builder, Rows(make, sql.column(column.table, "contact_id"), size="narrow"))


def _rows(source: str, alias: str, tests: list[exp.Expr]) -> exp.Select:
    return exp.Select().from_(sql.table(source, alias)).where(*tests, copy=False)


def _journey(builder: Builder, name: str) -> exp.Expr:
    """The id of a journey; absent, and so without rows, when it was never deployed."""
    journey = exp.select(sql.column("jn", "id")).from_(sql.table("journey", "jn"))
    return sql.scalar(journey.where(sql.equal(sql.column("jn", "name"), builder.bind(name))))


LEAVES: dict[type, Callable[..., exp.Expr]] = {
    ir.Tagged: tagged,
    ir.InGroup: in_group,
    ir.JourneyActivity: journey_activity,
}
