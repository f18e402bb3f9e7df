"""Events of websites, stores and services to patterns; importing it registers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...dsl import nodes
from ..ir import kinds
from ..ir.events import EventPattern
from ..resolve.website import page_names
from .deeds import STAGES
from .events import event_pattern, pattern
from .products import product_match
from .scope import Scope, subject

SERVICES: Final[Mapping[type[nodes.Node], str]] = {
    nodes.ChatFinished: kinds.CHAT_FINISHED,
    nodes.Bounces: kinds.BOUNCED,
    nodes.BackInStock: kinds.BACK_IN_STOCK,
}
NOTICES: Final[Mapping[nodes.OrderNotice, str]] = {
    nodes.OrderNotice.CONFIRMED: kinds.ORDERED,
    nodes.OrderNotice.PAID: kinds.ORDER_PAID,
    nodes.OrderNotice.SHIPPED: kinds.ORDER_SHIPPED,
    nodes.OrderNotice.REFUNDED: kinds.ORDER_REFUNDED,
    nodes.OrderNotice.CANCELLED: kinds.ORDER_CANCELLED,
}


def said(text: nodes.Text | None) -> tuple[str, ...]:
    """The subject that is named, if one is."""
    return subject(text.value) if text else ()


@pattern.register
def _(event: nodes.ViewsPage, scope: Scope) -> EventPattern:
    pages = page_names(event.page.value, scope.project.audience.websites)
    return event_pattern(kinds.PAGE_VIEWED, event, scope, pages)


@pattern.register
def _(event: nodes.ClicksLink, scope: Scope) -> EventPattern:
    return event_pattern(kinds.LINK_CLICKED, event, scope, said(event.link))


@pattern.register
def _(event: nodes.ViewsStorePage, scope: Scope) -> EventPattern:
    return event_pattern(kinds.STORE_PAGE_VIEWED, event, scope, said(event.page))


@pattern.register
def _(event: nodes.ViewsProduct, scope: Scope) -> EventPattern:
    found = event_pattern(kinds.PRODUCT_VIEWED, event, scope)
    if event.items.kind is nodes.ItemKind.COLLECTION:
        both = (kinds.COLLECTION_VIEWED, kinds.PRODUCT_VIEWED)
        found = found.model_copy(update={"kinds": both})
    return found.model_copy(update={"products": product_match(event.items)})


@pattern.register
def _(event: nodes.Searches, scope: Scope) -> EventPattern:
    return event_pattern(kinds.SEARCHED, event, scope, said(event.term))


@pattern.register
def _(event: nodes.AddsToCart, scope: Scope) -> EventPattern:
    kind = kinds.LOW_STOCK_ADDED if event.low_stock else kinds.PRODUCT_ADDED
    found = event_pattern(kind, event, scope)
    return found.model_copy(update={"products": product_match(event.items)})


@pattern.register
def _(event: nodes.ChecksOut, scope: Scope) -> EventPattern:
    return event_pattern(STAGES[event.stage], event, scope)


@pattern.register
def _(event: nodes.OrderNotified, scope: Scope) -> EventPattern:
    """Every new order that is not cancelled is confirmed, be it paid already or not. AMB-36."""
    found = event_pattern(NOTICES[event.notice], event, scope)
    confirmed = event.notice is nodes.OrderNotice.CONFIRMED
    return found.model_copy(update={"standing": confirmed})


@pattern.register
def _(event: nodes.TextsKeyword, scope: Scope) -> EventPattern:
    return event_pattern(kinds.SMS_RECEIVED, event, scope, said(event.keyword))


@pattern.register
def _(event: nodes.AnswersSurvey, scope: Scope) -> EventPattern:
    return event_pattern(kinds.SURVEY_ANSWERED, event, scope, subject(event.survey.text))


@pattern.register
def _(event: nodes.ApiCall, scope: Scope) -> EventPattern:
    name = scope.journey.name.text if scope.journey else ""
    return event_pattern(kinds.API_CALLED, event, scope, subject(name))


@pattern.register
def _(event: nodes.EventbriteCheckIn, scope: Scope) -> EventPattern:
    return event_pattern(kinds.EVENT_CHECK_IN, event, scope, said(event.event))


@pattern.register
def _(event: nodes.EventbriteTicket, scope: Scope) -> EventPattern:
    return event_pattern(kinds.EVENT_TICKET, event, scope, said(event.event))


@pattern.register
def _(event: nodes.ZapierEvent, scope: Scope) -> EventPattern:
    return event_pattern(kinds.ZAPIER, event, scope, said(event.name))


@pattern.register
def _(event: nodes.Unsubscribes, scope: Scope) -> EventPattern:
    """Of email: leaving the text messages is not leaving the audience."""
    return event_pattern(kinds.UNSUBSCRIBED, event, scope, subject(nodes.Channel.EMAIL))


@pattern.register(nodes.ChatFinished)
@pattern.register(nodes.Bounces)
@pattern.register(nodes.BackInStock)
def _(event: nodes.Event, scope: Scope) -> EventPattern:
    return event_pattern(SERVICES[type(event)], event, scope)
