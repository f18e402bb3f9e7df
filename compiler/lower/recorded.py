"""Activities that are recorded events, counted; importing it registers them."""

from __future__ import annotations

from typing import Any

from ...dsl import nodes
from ..ir import kinds
from ..ir import predicates as p
from ..ir.products import ProductMatch
from ..ir.text import fold
from ..resolve.website import page_names
from .activities import counted, window
from .attributes import property_test
from .conditions import joined, predicate
from .deeds import STAGES
from .products import product_match
from .scope import Scope, store_name, subject

ANSWER = "answer"


def did(condition: nodes.Activity, scope: Scope, *which: str, **more: Any) -> p.DidEvent:
    """So many events of these kinds, in the store and the period, when `where` holds."""
    return p.DidEvent(
        kinds=which,
        store=store_name(condition.store),
        period=window(condition),
        where=predicate(condition.where, scope) if condition.where else None,
        **counted(condition),
        **more,
    )


def did_with(
    condition: nodes.ViewedProduct | nodes.AddedToCart, scope: Scope, *which: str
) -> p.Predicate:
    """Events of products; of `all of` several, each must have been there."""
    match = product_match(condition.items)
    if match is None or not match.every:
        return did(condition, scope, *which, products=match)
    each = (ProductMatch(by=match.by, test=match.test, values=(one,)) for one in match.values)
    return joined(tuple(did(condition, scope, *which, products=one) for one in each))


@predicate.register
def _(condition: nodes.DidEvent, scope: Scope) -> p.Predicate:
    return did(condition, scope, kinds.CUSTOM, subjects=(fold(condition.name.value),))


@predicate.register
def _(condition: nodes.ViewedProduct, scope: Scope) -> p.Predicate:
    if condition.items.kind is nodes.ItemKind.COLLECTION:
        return did_with(condition, scope, kinds.COLLECTION_VIEWED, kinds.PRODUCT_VIEWED)
    return did_with(condition, scope, kinds.PRODUCT_VIEWED)


@predicate.register
def _(condition: nodes.AddedToCart, scope: Scope) -> p.Predicate:
    return did_with(condition, scope, kinds.PRODUCT_ADDED)


@predicate.register
def _(condition: nodes.Searched, scope: Scope) -> p.Predicate:
    term = subject(condition.term.value) if condition.term else ()
    return did(condition, scope, kinds.SEARCHED, subjects=term)


@predicate.register
def _(condition: nodes.CheckedOut, scope: Scope) -> p.Predicate:
    return did(condition, scope, STAGES[condition.stage])


@predicate.register
def _(condition: nodes.ViewedPage, scope: Scope) -> p.Predicate:
    pages = page_names(condition.page.value, scope.project.audience.websites)
    return did(condition, scope, kinds.PAGE_VIEWED, subjects=pages)


@predicate.register
def _(condition: nodes.VisitedWebsite, scope: Scope) -> p.Predicate:
    return did(condition, scope, kinds.PAGE_VIEWED)


@predicate.register
def _(condition: nodes.AnsweredSurvey, scope: Scope) -> p.Predicate:
    """The answer is a property of the event, so that its test is a `where`."""
    found = did(condition, scope, kinds.SURVEY_ANSWERED, subjects=subject(condition.survey.text))
    if condition.test is None:
        return found
    return found.model_copy(update={"where": property_test(ANSWER, condition.test)})
