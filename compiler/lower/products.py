"""Goods to product matches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from ...dsl import nodes
from ..ir.products import ProductMatch
from .scope import folded

BY: Final[Mapping[nodes.ItemKind, Literal["product", "category", "vendor"]]] = {
    nodes.ItemKind.PRODUCT: "product",
    nodes.ItemKind.CATEGORY: "category",
    nodes.ItemKind.COLLECTION: "category",
    nodes.ItemKind.VENDOR: "vendor",
}
TESTS: Final[Mapping[nodes.TextOp, Literal["is", "contains", "starts", "ends"]]] = {
    nodes.TextOp.IS: "is",
    nodes.TextOp.CONTAINS: "contains",
    nodes.TextOp.NOT_CONTAINS: "contains",  # the caller negates the whole
    nodes.TextOp.STARTS_WITH: "starts",
    nodes.TextOp.ENDS_WITH: "ends",
}


def product_match(items: nodes.Items) -> ProductMatch | None:
    """The match of a selection of goods; None for anything."""
    if items.kind is nodes.ItemKind.ANYTHING:
        return None
    every = items.quantifier is nodes.Quantifier.ALL
    by, test = BY[items.kind], TESTS[items.op]
    return ProductMatch(by=by, test=test, values=folded(items.names), every=every)


def products_named(names: tuple[nodes.Text, ...]) -> ProductMatch | None:
    """The match of a list of products; None for an empty one."""
    return ProductMatch(by="product", values=folded(names)) if names else None
