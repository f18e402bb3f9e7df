"""Activities: conditions on what a contact did, how often, when and in which store."""

from __future__ import annotations

from enum import StrEnum

from .base import Name, node
from .comparisons import Count, Test, Window
from .conditions import Condition
from .literals import Text
from .shared import CheckoutStage, EmailAct, Items, Quantifier


class FigureKind(StrEnum):
    """Figures computed from a contact's counted orders."""

    ORDERS = "orders"
    AVERAGE_ORDER = "average order"
    SINGLE_ORDER = "single order"
    TOTAL_SPENT = "total spent"
    ITEMS_PER_ORDER = "items per order"
    ITEMS_BOUGHT = "items bought"


class OrderPick(StrEnum):
    """Which order's date is looked at."""

    LAST = "last"
    FIRST = "first"
    SOME = "some"


@node(kw_only=True)
class Activity(Condition):
    """The base of what was done: how often, when, in which store, with which properties."""

    count: Count | None = None
    window: Window | None = None
    store: Name | None = None
    where: Condition | None = None


@node
class Bought(Activity):
    """SEG-01, 06, 08, 17 `bought product "A" at least 2 times in the last 90 days in store s`."""

    items: Items


@node
class Figure(Activity):
    """SEG-03, 13…15, 18, 19 `total spent > 500 EUR in the last 365 days`."""

    kind: FigureKind
    test: Test


@node
class OrderDate(Activity):
    """SEG-09…12 `last order more than 8 months ago`: the date is in `window`."""

    pick: OrderPick


@node
class AbandonedCart(Activity):
    """SEG-85 `abandoned a cart worth > 50 EUR yesterday`."""

    worth: Test | None = None


@node
class ViewedProduct(Activity):
    """SYNC-70 `viewed product "A"`, `viewed collection "boots"`."""

    items: Items


@node
class Searched(Activity):
    """SYNC-70 `searched for "boots"`."""

    term: Text | None = None


@node
class AddedToCart(Activity):
    """SYNC-70 `added product "A" to cart`."""

    items: Items


@node
class CheckedOut(Activity):
    """SYNC-70 `started checkout`, `submitted payment info`, `completed checkout`."""

    stage: CheckoutStage


@node
class ViewedPage(Activity):
    """SEG-78 `viewed page "/x"`."""

    page: Text


@node
class VisitedWebsite(Activity):
    """SEG-78 `visited website in the last 7 days`."""


@node
class AnsweredSurvey(Activity):
    """SEG-78 `answered survey nps >= 9`."""

    survey: Name
    test: Test | None = None


@node
class DidEvent(Activity):
    """`did event "booked" at least 2 times in the last 7 days where event.seats > 2`."""

    name: Text


@node
class EmailActivity(Activity):
    """SEG-69 `opened email M`, `did not open email M`, `clicked link "…" in email M`."""

    act: EmailAct
    email: Name
    link: Text | None = None
    negated: bool = False


@node
class RecentEmails(Activity):
    """SEG-69 `opened any of the last 5 emails`, `opened no email in the last 90 days`."""

    act: EmailAct
    quantifier: Quantifier
    last: int | None = None
