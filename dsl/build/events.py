"""Events: what happens, with its trailing clauses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from .. import nodes
from ..nodes import CheckoutStage, DateKind, EmailAct, ItemKind, OrderNotice
from ..source import Span
from .clauses import Clause, merge
from .literals import constant


def _event(event: nodes.Event, *clauses: Clause | None, span: Span) -> nodes.Event:
    merged = merge(clauses)
    return replace(event, span=span, **merged) if merged else event


def _abandons_cart(*clauses: Clause | None, span: Span) -> nodes.AbandonsCart:
    return nodes.AbandonsCart(span=span, **merge(clauses))


def _signs_up(
    channel: nodes.Channel, including_imported: bool | None, *, span: Span
) -> nodes.SignsUp:
    return nodes.SignsUp(channel, bool(including_imported), span=span)


def _clicks_link_in_email(link: nodes.Text, email: nodes.Name, *, span: Span) -> nodes.EmailEvent:
    return nodes.EmailEvent(EmailAct.CLICKED, email, link, span=span)


def dated(date: nodes.ContactDate, at: nodes.Time | None, *, span: Span) -> nodes.ContactDate:
    """`birthday at 10:00`."""
    return replace(date, at=at, span=span)


def shifted(
    before: bool,
    duration: nodes.Duration,
    date: nodes.ContactDate,
    at: nodes.Time | None,
    *,
    span: Span,
) -> nodes.ContactDate:
    """`3 days before birthday at 10:00`."""
    offset = nodes.Offset(duration, before, span=duration.span)
    return replace(date, offset=offset, at=at, span=span)


def _date_arrives(
    date: nodes.ContactDate, at: nodes.Time | None, *, span: Span
) -> nodes.DateArrives:
    place = Span(date.span.start, span.end)
    return nodes.DateArrives(dated(date, at, span=place), span=span)


def _date_shifted(
    before: bool,
    duration: nodes.Duration,
    date: nodes.ContactDate,
    at: nodes.Time | None,
    *,
    span: Span,
) -> nodes.DateArrives:
    return nodes.DateArrives(shifted(before, duration, date, at, span=span), span=span)


def _adds_any_low_stock(*, span: Span) -> nodes.AddsToCart:
    return nodes.AddsToCart(nodes.Items(ItemKind.ANYTHING, span=span), True, span=span)


def _adds_low_stock(items: nodes.Items, *, span: Span) -> nodes.AddsToCart:
    return nodes.AddsToCart(items, True, span=span)


ACTIONS: dict[str, Any] = {
    "event": _event,
    "abandons_cart": _abandons_cart,
    "tag_added": nodes.TagAdded,
    "signs_up": _signs_up,
    "including_imported": constant(True),
    "texts_keyword": nodes.TextsKeyword,
    "joins_group": nodes.JoinsGroup,
    "leaves_group": nodes.LeavesGroup,
    "field_changes": nodes.FieldChanges,
    "views_page": nodes.ViewsPage,
    "clicks_link": nodes.ClicksLink,
    "added_manually": nodes.AddedManually,
    "is_sent_email": partial(nodes.EmailEvent, EmailAct.SENT),
    "opens_email": partial(nodes.EmailEvent, EmailAct.OPENED),
    "clicks_email": partial(nodes.EmailEvent, EmailAct.CLICKED),
    "clicks_link_in_email": _clicks_link_in_email,
    "does_not_open_email": partial(nodes.EmailSilence, EmailAct.OPENED),
    "does_not_click_email": partial(nodes.EmailSilence, EmailAct.CLICKED),
    "answers_survey": nodes.AnswersSurvey,
    "api_call": nodes.ApiCall,
    "custom_event": nodes.CustomEvent,
    "eventbrite_check_in": nodes.EventbriteCheckIn,
    "eventbrite_ticket": nodes.EventbriteTicket,
    "chat_finished": nodes.ChatFinished,
    "zapier_event": nodes.ZapierEvent,
    "enters_segment": nodes.EntersSegment,
    "leaves_segment": nodes.LeavesSegment,
    "score_reaches": nodes.ScoreReaches,
    "unsubscribes": nodes.Unsubscribes,
    "bounces": nodes.Bounces,
    # stores
    "buys": nodes.Buys,
    "goes_without_buying": nodes.GoesWithoutBuying,
    "views_store_page": nodes.ViewsStorePage,
    "views_product": nodes.ViewsProduct,
    "searches": nodes.Searches,
    "adds_to_cart": nodes.AddsToCart,
    "adds_any_low_stock": _adds_any_low_stock,
    "adds_low_stock": _adds_low_stock,
    "starts_checkout": partial(nodes.ChecksOut, CheckoutStage.STARTED),
    "submits_payment": partial(nodes.ChecksOut, CheckoutStage.PAYMENT_SUBMITTED),
    "completes_checkout": partial(nodes.ChecksOut, CheckoutStage.COMPLETED),
    "back_in_stock": nodes.BackInStock,
    "order_notified": nodes.OrderNotified,
    "order_shipped": partial(nodes.OrderNotified, OrderNotice.SHIPPED),
    "order_refunded": partial(nodes.OrderNotified, OrderNotice.REFUNDED),
    "order_cancelled": partial(nodes.OrderNotified, OrderNotice.CANCELLED),
    "confirmed": constant(OrderNotice.CONFIRMED),
    "paid": constant(OrderNotice.PAID),
    "shipped": constant(OrderNotice.SHIPPED),
    "refunded": constant(OrderNotice.REFUNDED),
    "cancelled": constant(OrderNotice.CANCELLED),
    # dates of a contact
    "specific_date": partial(nodes.ContactDate, DateKind.SPECIFIC),
    "signup_date": partial(nodes.ContactDate, DateKind.SIGNUP),
    "birthday": partial(nodes.ContactDate, DateKind.BIRTHDAY),
    "recurring_date": partial(nodes.ContactDate, DateKind.RECURRING),
    "date_arrives": _date_arrives,
    "date_nears": partial(_date_shifted, True),
    "date_passed": partial(_date_shifted, False),
    "dated": dated,
    "dated_before": partial(shifted, True),
    "dated_after": partial(shifted, False),
}
