"""Which products are meant, and which lines of orders and carts are of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from ..ir.products import ProductMatch
from . import expressions as sql
from .texts import text_test

if TYPE_CHECKING:
    from .builder import Builder

PRODUCT, CATEGORY, LINE = "p", "pc", "l"


def each_value(match: ProductMatch) -> Iterator[ProductMatch]:
    """The matches that must all be met: one, or one per value when every value must."""
    if not match.every:
        return iter([match])
    return (match.model_copy(update={"values": (value,), "every": False}) for value in match.values)


def product_ids(builder: Builder, match: ProductMatch) -> exp.Select:
    """The ids of the products that match any of the values."""
    if match.by == "category":
        category = sql.column(CATEGORY, "fold_category")
        ids = exp.select(sql.column(CATEGORY, "product_id"))
        ids = ids.from_(sql.table("product_category", CATEGORY))
        return ids.where(text_test(builder, category, match.test, match.values), copy=False)
    names = ["fold_vendor"] if match.by == "vendor" else ["fold_key", "fold_name"]
    columns = [sql.column(PRODUCT, name) for name in names]
    tests = sql.any_of(text_test(builder, found, match.test, match.values) for found in columns)
    ids = exp.select(sql.column(PRODUCT, "id")).from_(sql.table("product", PRODUCT))
    return ids.where(tests, copy=False)


def is_product(builder: Builder, product: exp.Expr, match: ProductMatch) -> exp.Expr:
    """The product with this id matches; NULL when there is no id."""
    return sql.all_of(sql.among(product, product_ids(builder, one)) for one in each_value(match))


def order_matches(builder: Builder, match: ProductMatch, order: exp.Column) -> exp.Expr:
    """The order with this id has such a line (one for each value, if every one must)."""
    return sql.all_of(
        sql.exists(_lines_of(builder, "order", order, one)) for one in each_value(match)
    )


def cart_matches(builder: Builder, match: ProductMatch, cart_alias: str = "k") -> exp.Expr:
    """The cart has such a line (one for each value, if every one must)."""
    return cart_with(builder, match, sql.column(cart_alias, "id"))


def cart_with(builder: Builder, match: ProductMatch, cart: exp.Column) -> exp.Expr:
    """The cart with this id has such a line (one for each value, if every one must)."""
    return sql.all_of(
        sql.exists(_lines_of(builder, "cart", cart, one)) for one in each_value(match)
    )


def _lines_of(
    builder: Builder, owner: str, owner_id: exp.Column, match: ProductMatch
) -> exp.Select:
    """The matching lines of an order or a cart."""
    lines = exp.Select().from_(sql.table(owner + "_line", LINE))
    of_owner = sql.equal(sql.column(LINE, owner + "_id"), owner_id)
    # The lines of one order are few, those of one product are many.
    product = sql.unindexed(sql.column(LINE, "product_id"))
    return lines.where(of_owner, is_product(builder, product, match), copy=False)
