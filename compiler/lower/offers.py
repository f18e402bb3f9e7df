"""Discounts and offers, and the step and the condition about them."""

from __future__ import annotations

from typing import Any

from ...dsl import nodes
from ..exact import day_number
from ..ir import predicates as p
from ..ir import steps as ir
from ..ir.offers import Discount, Offer
from ..resolve.facts import Settings
from ..resolve.offers import currency_of, status_of, store_of
from ..resolve.project import Project
from .conditions import predicate
from .graph import Label
from .literals import basis_points, minor_units
from .scope import Scope, Unchecked
from .steps import Bare, Here, simple


def discount(node: nodes.Discount, project: Project) -> Discount:
    """A declared discount. OFFER-12."""
    settings = Settings.of(node.settings)
    return Discount(
        name=node.name.text,
        title=node.title.value if node.title else None,
        **benefit(node.benefit, project),
        **limit(settings),
        minimum=minimum(settings, project),
        ends=ends(settings),
    )


def benefit(node: nodes.Benefit, project: Project) -> dict[str, Any]:
    """What is taken off."""
    match node:
        case nodes.Percentage():
            return {"type": "percentage", "value": basis_points(node)}
        case nodes.Money() | nodes.Number():
            money = amount(node, project)
            return {"type": "amount", "value": money.value, "currency": money.currency}
        case _:
            return {"type": "free_shipping"}


def amount(node: nodes.Money | nodes.Number, project: Project) -> p.Amount:
    """Money; a bare number is in the currency of the stores."""
    currency = currency_of(node, project)
    return p.Amount(value=minor_units(node, currency), currency=currency)


def limit(settings: Settings) -> dict[str, Any]:
    """How often it can be used."""
    number = settings.one("limit", nodes.Number)
    if number is None:
        return {}
    each = settings.one("limit", nodes.Word) is not None
    return {"limit" if each else "limit_all": int(number.value)}


def minimum(settings: Settings, project: Project) -> p.Amount | None:
    """The least that must be spent."""
    said = settings.one("minimum spend", nodes.Money) or settings.one("minimum spend", nodes.Number)
    return amount(said, project) if said else None


def ends(settings: Settings) -> int | None:
    """The last day."""
    day = settings.one("ends", nodes.Date)
    return day_number(day.value) if day else None


def offer(node: nodes.Offer, project: Project) -> Offer:
    """A declared offer."""
    settings = Settings.of(node.settings)
    store, code = store_of(settings, project), settings.one("discount", nodes.Name)
    if store is None:
        raise Unchecked("an offer without a store")
    return Offer(
        name=node.name.text,
        title=node.title.value if node.title else None,
        store=store.name,
        discount=code.text if code else None,
        banner=settings.text("banner"),
        status=status_of(settings),
    )


@simple.register
def _(step: nodes.GiveDiscount, to: Label, here: Here) -> ir.Step:
    return ir.GiveDiscount(**Bare, discount=step.discount.text, next=to)


@predicate.register
def _(condition: nodes.HasDiscount, scope: Scope) -> p.Predicate:
    return p.HasDiscount(discount=condition.discount.text)
