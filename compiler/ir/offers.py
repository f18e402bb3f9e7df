"""Discounts and the offers that show them: what a store's customers can save."""

from __future__ import annotations

from typing import Literal

from .base import Model
from .predicates import Amount

Benefit = Literal["percentage", "amount", "free_shipping"]
"""The types of discount there are. OFFER-10"""


class Discount(Model):
    """What is taken off: basis points of a percentage, minor units of an amount. OFFER-12, 16.

    `limit` is how often its codes can be used, by each customer or (`limit_all`) by all of them
    together; `ends` is its last day, in the audience's zone, counted from 1970-01-01.
    """

    name: str
    title: str | None = None
    type: Benefit
    value: int = 0
    currency: str | None = None
    limit: int | None = None
    limit_all: int | None = None
    minimum: Amount | None = None
    ends: int | None = None


class Offer(Model):
    """Shows the code of a discount to customers who have bought in a store. OFFER-01…07."""

    name: str
    title: str | None = None
    store: str
    discount: str | None = None
    banner: str | None = None
    status: Literal["draft", "active", "inactive"] = "active"
