"""What a test tells of a contact, as something that intake can take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...dsl import nodes
from ..ir import kinds
from ..ir import tests as t
from ..resolve.deeds import IN_A_STORE, journeys_by_hand
from .events import EMAIL_KINDS, value_text
from .scope import Scope, Unchecked, member

STAGES: Final[Mapping[nodes.CheckoutStage, str]] = {
    nodes.CheckoutStage.STARTED: kinds.CHECKOUT_STARTED,
    nodes.CheckoutStage.PAYMENT_SUBMITTED: kinds.PAYMENT_SUBMITTED,
    nodes.CheckoutStage.COMPLETED: kinds.CHECKOUT_COMPLETED,
}
SOMETHING: Final = t.Product(name="something")
FRONT_PAGE: Final = "/"
Values = dict[str, Any]


def deed(node: nodes.Happening, here: t.Place, scope: Scope) -> t.Deed:
    """One deed, with its details."""
    values = {
        **does(node.event, scope),
        "properties": {one.name.text: plain(one.value) for one in node.properties},
    }
    if node.amount:
        values |= {"amount": str(node.amount.amount), "currency": node.amount.currency}
    if isinstance(node.event, IN_A_STORE) and isinstance(node.event, nodes.Event):
        values["store"] = store_of(node.event, scope)
    if isinstance(node.event, nodes.AddedManually | nodes.ApiCall):
        values["subject"] = journey_of(node, node.event, scope)
    return t.Deed(place=here, contact=node.contact.text, **{"does": "event", **values})


def plain(value: nodes.Value) -> str | float | int | bool:
    """A property as JSON holds it."""
    match value:
        case nodes.Number(value=number):
            return int(number) if number == int(number) else float(number)
        case nodes.YesNo(value=yes):
            return yes
        case _:
            return value_text(value)


def store_of(event: nodes.Event, scope: Scope) -> str:
    """The store that is named, else the only one."""
    return event.store.text if event.store else next(iter(scope.project.stores))


def journey_of(node: nodes.Happening, event: nodes.Event, scope: Scope) -> str:
    """The journey that is named, else the only one that such an event starts."""
    if node.journey:
        return node.journey.text
    (found,) = journeys_by_hand(event, tuple(one.node for one in scope.project.journeys))
    return found.name.text


def does(event: nodes.Node, scope: Scope) -> Values:
    """What is done, by the kind of event."""
    match event:
        case nodes.TagAdded(tag=tag):
            return {"does": "tag", "subject": tag.value}
        case nodes.JoinsGroup(group=group):
            return {"does": "join", "subject": member(group)}
        case nodes.LeavesGroup(group=group):
            return {"does": "leave", "subject": member(group)}
        case nodes.FieldChanges(field=field, value=value):
            return {"does": "set_field", "subject": field.text, **becomes(value)}
        case nodes.SignsUp(channel=channel):
            return {"does": channel.value, "subject": "subscribed"}
        case nodes.Unsubscribes():
            return {"does": "email", "subject": "unsubscribed"}
        case nodes.Bounces():
            return {"does": "email", "subject": "cleaned"}
        case _:
            return sells(event) or happens(event)


def becomes(value: nodes.Value) -> Values:
    """The value that a field gets: none for `empty`, and `today` is known when it happens."""
    match value:
        case nodes.Empty():
            return {}
        case nodes.Today():
            return {"today": True}
        case _:
            return {"value": value_text(value)}


def sells(event: nodes.Node) -> Values:
    """What is done in a store, and is more than an event."""
    match event:
        case nodes.Buys(items=items):
            return {"does": "buys", "products": products(items)}
        case nodes.AbandonsCart(included=included):
            named = tuple(t.Product(name=one.value) for one in included)
            return {"does": "abandons_cart", "products": named or (SOMETHING,)}
        case nodes.AddsToCart(items=items, low_stock=low):
            return {"does": "fills_cart", "products": products(items), "low": low}
        case nodes.BackInStock():
            return {"does": "comes_back"}
        case nodes.OrderNotified(notice=nodes.OrderNotice.CONFIRMED):
            return {"does": "buys", "products": (SOMETHING,)}
        case nodes.OrderNotified(notice=notice):
            return {"does": "order_becomes", "subject": notice.value}
        case _:
            return {}


def happens(event: nodes.Node) -> Values:
    """What is told as an event of its own."""
    match event:
        case nodes.CustomEvent(name=name):
            return {"event": kinds.CUSTOM, "subject": name.value}
        case nodes.EmailEvent(act=act, email=email, link=link):
            value = {"value": link.value} if link else {}
            return {"event": EMAIL_KINDS[act], "subject": email.text, **value}
        case nodes.AnswersSurvey(survey=survey):
            return {"event": kinds.SURVEY_ANSWERED, "subject": survey.text}
        case nodes.AddedManually():
            return {"event": kinds.ADDED_MANUALLY}
        case nodes.ApiCall():
            return {"event": kinds.API_CALLED}
        case _:
            return services(event) or visits(event)


def services(event: nodes.Node) -> Values:
    """What other services tell."""
    match event:
        case nodes.TextsKeyword(keyword=keyword):
            return {"event": kinds.SMS_RECEIVED, "subject": keyword.value}
        case nodes.EventbriteCheckIn(event=name):
            return {"event": kinds.EVENT_CHECK_IN, "subject": name.value if name else None}
        case nodes.EventbriteTicket(event=name):
            return {"event": kinds.EVENT_TICKET, "subject": name.value if name else None}
        case nodes.ZapierEvent(name=name):
            return {"event": kinds.ZAPIER, "subject": name.value if name else None}
        case nodes.ChatFinished():
            return {"event": kinds.CHAT_FINISHED}
        case _:
            return {}


def visits(event: nodes.Node) -> Values:
    """What is seen on a website."""
    match event:
        case nodes.ViewsPage(page=page):
            return {"event": kinds.PAGE_VIEWED, "subject": page.value}
        case nodes.ClicksLink(link=link):
            return {"event": kinds.LINK_CLICKED, "subject": link.value}
        case nodes.ViewsStorePage(page=shown):
            path = shown.value if shown else FRONT_PAGE
            return {"event": kinds.STORE_PAGE_VIEWED, "subject": path}
        case nodes.ViewsProduct(items=items) if items.kind is nodes.ItemKind.COLLECTION:
            return {"event": kinds.COLLECTION_VIEWED, "subject": items.names[0].value}
        case nodes.ViewsProduct(items=items):
            return {"event": kinds.PRODUCT_VIEWED, "products": products(items)[:1]}
        case nodes.Searches(term=term):
            return {"event": kinds.SEARCHED, "subject": term.value if term else SOMETHING.name}
        case nodes.ChecksOut(stage=stage):
            return {"event": STAGES[stage]}
        case _:
            raise Unchecked(f"an event of type {type(event).__name__} in a test")


def products(items: nodes.Items) -> tuple[t.Product, ...]:
    """Products that fit what is said of them: of a category or a vendor, a made-up one."""
    match items.kind:
        case nodes.ItemKind.ANYTHING:
            return (SOMETHING,)
        case nodes.ItemKind.CATEGORY:
            return tuple(
                t.Product(name=f"something in {one.value}", category=one.value)
                for one in items.names
            )
        case nodes.ItemKind.VENDOR:
            return tuple(
                t.Product(name=f"something by {one.value}", vendor=one.value) for one in items.names
            )
        case _:
            return tuple(t.Product(name=one.value) for one in items.names)
