"""Which products a condition or event speaks of."""

from __future__ import annotations

from typing import Literal

from .base import Model


class ProductMatch(Model):
    """Products chosen by identity, category or vendor.

    `by="product"` compares the folded product id or name, `category` and `vendor` their folded
    texts; several `values` are alternatives unless `every` (each value must be matched by some
    line). SEG-01, SEG-06, SEG-23, SP-43.
    """

    by: Literal["product", "category", "vendor"]
    test: Literal["is", "contains", "starts", "ends"] = "is"
    values: tuple[str, ...]
    every: bool = False
