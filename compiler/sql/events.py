"""Which events a pattern matches: conditions on event `e` and its contact `c`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from ..ir import kinds
from ..ir.events import EventPattern
from ..ir.predicates import Predicate
from ..ir.products import ProductMatch
from . import expressions as sql
from .clocks import wall
from .columns import contact_zone
from .existence import looks_up
from .iso import written_day
from .order_rows import of_store
from .products import cart_with, is_product, order_matches
from .properties import EVENT, text_property
from .texts import text_test

if TYPE_CHECKING:
    from .builder import Builder

ProductTest = Callable[["Builder", ProductMatch, exp.Column], exp.Expr]


def matches(builder: Builder, pattern: EventPattern, new: bool = False) -> exp.Expr:
    """The event matches, whatever its origin and the contact's consent; never NULL.

    `new`: the statement begins with a few new events by number, so that no index on what they are
    may tempt the database to begin with all the old ones.
    """
    tests = [
        *of_kinds(builder, pattern.kinds, pattern.subjects, new),
        *_from_store(builder, pattern.store),
        *_changed_to(builder, pattern.value),
        *_changed_like(builder, pattern.to),
        *of_products(builder, pattern.kinds, pattern.products),
        *_standing(pattern.standing),
        *_holds(builder, pattern.where),
    ]
    return sql.all_of(tests)


def of_kinds(
    builder: Builder, names: tuple[str, ...], subjects: tuple[str, ...], new: bool = False
) -> Iterator[exp.Expr]:
    """The event is of one of the kinds, and about one of the subjects if there are any."""
    kind, subject = sql.column(EVENT, "kind"), sql.column(EVENT, "subject")
    found = sql.unindexed_text(kind) if new else kind
    yield sql.one_of(found, [sql.text(name) for name in names])
    if subjects:
        # The events of one contact are few, those about one subject are many.
        about = sql.unindexed_text(subject) if new or looks_up(builder, "usual") else subject
        choices = [builder.bind(choice) for choice in subjects]
        yield sql.present(subject, sql.one_of(about, choices))


def of_products(
    builder: Builder, names: tuple[str, ...], match: ProductMatch | None
) -> Iterator[exp.Expr]:
    """The order, cart or product that the event points at matches; what else it is, does not."""
    if match is None:
        return
    tests = []
    for group, test in PRODUCT_TESTS.items():
        if present := [name for name in names if name in group]:
            tests.append(_if_of(present, test(builder, match, sql.column(EVENT, "ref"))))
    yield sql.any_of(tests)


def _if_of(names: list[str], test: exp.Expr) -> exp.Expr:
    kind = sql.unindexed_text(sql.column(EVENT, "kind"))
    return sql.all_of([sql.one_of(kind, [sql.text(name) for name in names]), test])


def _from_store(builder: Builder, store: str | None) -> Iterator[exp.Expr]:
    if store is not None:
        yield sql.known(of_store(builder, EVENT, store))


def _changed_to(builder: Builder, value: str | None) -> Iterator[exp.Expr]:
    if value is not None:
        yield text_property(builder, "to", lambda found: sql.equal(found, builder.bind(value)))


def _changed_like(builder: Builder, to: str | None) -> Iterator[exp.Expr]:
    """The field lost its value, or is now the day on which it changed, where the contact is."""
    if to == "empty":
        yield sql.negated(text_property(builder, "to", sql.is_filled))
    elif to == "today":
        day = written_day(wall(builder, sql.column(EVENT, "at"), contact_zone()))
        yield text_property(builder, "to", lambda found: sql.equal(found, day))


def _standing(wanted: bool) -> Iterator[exp.Expr]:
    """The order that the event points at is not cancelled. AMB-36."""
    if wanted:
        its = sql.equal(sql.column("o", "id"), sql.column(EVENT, "ref"))
        called_off = sql.is_filled(sql.column("o", "cancelled_at"))
        orders = exp.Select().from_(sql.table("orders", "o"))
        yield sql.exists(orders.where(its, sql.negated(called_off), copy=False))


def _holds(builder: Builder, where: Predicate | None) -> Iterator[exp.Expr]:
    if where is not None:
        yield builder.condition(where)


def _product_itself(builder: Builder, match: ProductMatch, ref: exp.Column) -> exp.Expr:
    return sql.present(ref, is_product(builder, ref, match))


def _collection_itself(builder: Builder, match: ProductMatch, ref: exp.Column) -> exp.Expr:
    subject = sql.column(EVENT, "subject")
    if match.by != "category":
        return exp.false()
    return sql.present(subject, text_test(builder, subject, match.test, match.values))


PRODUCT_TESTS: dict[frozenset[str], ProductTest] = {
    kinds.ORDER_KINDS: order_matches,
    kinds.PRODUCT_KINDS: _product_itself,
    frozenset({kinds.CART_CHANGED}): cart_with,
    frozenset({kinds.COLLECTION_VIEWED}): _collection_itself,
}
