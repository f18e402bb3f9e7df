"""Conditions: logic, what was done, and what is so."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from .. import nodes
from ..diagnostics import Finding
from ..nodes import (
    Channel,
    CheckoutStage,
    EmailAct,
    FigureKind,
    ItemKind,
    JourneyState,
    OrderPick,
    Property,
    Quantifier,
)
from ..rules import MISSING_PERIOD, Mistake
from ..source import Span
from ..tokens import Token
from .clauses import Clause, merge
from .literals import collect, constant, whole

Trailing = Clause | nodes.Node | None


def _and(*parts: nodes.Condition, span: Span) -> nodes.And:
    return nodes.And(parts, span=span)


def _or(*parts: nodes.Condition, span: Span) -> nodes.Or:
    return nodes.Or(parts, span=span)


def _did(activity: nodes.Activity, *clauses: Trailing, span: Span) -> nodes.Activity:
    return replace(activity, span=span, **merge(clauses)) if clauses else activity


def _has_purchased(*, span: Span) -> nodes.Bought:
    return nodes.Bought(nodes.Items(ItemKind.ANYTHING, span=span), span=span)


def _has_not_purchased(*clauses: Trailing, span: Span) -> nodes.Not:
    return nodes.Not(_did(_has_purchased(span=span), *clauses, span=span), span=span)


def _answered_survey(
    survey: nodes.Name, test: nodes.Test | None, *clauses: Trailing, span: Span
) -> nodes.AnsweredSurvey:
    return nodes.AnsweredSurvey(survey, test, span=span, **merge(clauses))


def _figure(kind: FigureKind, test: nodes.Test, *clauses: Trailing, span: Span) -> nodes.Figure:
    return nodes.Figure(kind, test, span=span, **merge(clauses))


def _order_date(pick: OrderPick, *clauses: Trailing, span: Span) -> nodes.OrderDate:
    merged = merge(clauses)
    if "window" not in merged:
        message = f"`{pick.value} order` has no period"
        help_ = f"say when it was: `{pick.value} order in the last 30 days`"
        raise Mistake(MISSING_PERIOD, Finding(span, message, help_))
    return nodes.OrderDate(pick, span=span, **merged)


def _last_emails(quantifier: Quantifier, count: Token, *, span: Span) -> tuple[Any, ...]:
    return collect(quantifier, whole(count), span=span)


def _recent_emails(
    act: EmailAct, emails: tuple[Quantifier, int | None], *, span: Span
) -> nodes.RecentEmails:
    return nodes.RecentEmails(act, *emails, span=span)


def _clicked_link(link: nodes.Text, email: nodes.Name, *, span: Span) -> nodes.EmailActivity:
    return nodes.EmailActivity(EmailAct.CLICKED, email, link, span=span)


def _subscribed(channel: Channel | None, *, span: Span) -> nodes.Subscribed:
    return nodes.Subscribed(channel or Channel.EMAIL, span=span)


PROPERTIES = {f"{found.value.replace(' ', '_')}_property": constant(found) for found in Property}
FIGURES = {found.value.replace(" ", "_"): constant(found) for found in FigureKind}
BLOCKS = {f"{found.value}_of": partial(nodes.Block, found, ()) for found in Quantifier}

ACTIONS: dict[str, Any] = {
    **PROPERTIES,
    **FIGURES,
    **BLOCKS,
    "and_": _and,
    "or_": _or,
    "not_": nodes.Not,
    # activities
    "did": _did,
    "has_purchased": _has_purchased,
    "has_not_purchased": _has_not_purchased,
    "bought": nodes.Bought,
    "figure": _figure,
    "order_date": _order_date,
    "last_order": constant(OrderPick.LAST),
    "first_order": constant(OrderPick.FIRST),
    "some_order": constant(OrderPick.SOME),
    "abandoned_cart": nodes.AbandonedCart,
    "viewed_product": nodes.ViewedProduct,
    "viewed_page": nodes.ViewedPage,
    "visited_website": nodes.VisitedWebsite,
    "searched": nodes.Searched,
    "added_to_cart": nodes.AddedToCart,
    "started_checkout": partial(nodes.CheckedOut, CheckoutStage.STARTED),
    "submitted_payment": partial(nodes.CheckedOut, CheckoutStage.PAYMENT_SUBMITTED),
    "completed_checkout": partial(nodes.CheckedOut, CheckoutStage.COMPLETED),
    "answered_survey": _answered_survey,
    "did_event": nodes.DidEvent,
    "was_sent_email": partial(nodes.EmailActivity, EmailAct.SENT),
    "was_not_sent_email": partial(nodes.EmailActivity, EmailAct.SENT, negated=True),
    "opened_email": partial(nodes.EmailActivity, EmailAct.OPENED),
    "did_not_open_email": partial(nodes.EmailActivity, EmailAct.OPENED, negated=True),
    "clicked_email": partial(nodes.EmailActivity, EmailAct.CLICKED),
    "did_not_click_email": partial(nodes.EmailActivity, EmailAct.CLICKED, negated=True),
    "clicked_link": _clicked_link,
    "recent_emails": _recent_emails,
    "sent_act": constant(EmailAct.SENT),
    "opened_act": constant(EmailAct.OPENED),
    "clicked_act": constant(EmailAct.CLICKED),
    "any_email": constant((Quantifier.ANY, None)),
    "no_email": constant((Quantifier.NONE, None)),
    "any_of_last": partial(_last_emails, Quantifier.ANY),
    "all_of_last": partial(_last_emails, Quantifier.ALL),
    "none_of_last": partial(_last_emails, Quantifier.NONE),
    # states
    "in_segment": nodes.InSegment,
    "tagged": nodes.Tagged,
    "in_group": nodes.InGroup,
    "in_all_groups": partial(nodes.InGroup, quantifier=Quantifier.ALL),
    "in_no_group": nodes.InNoGroup,
    "field_is": nodes.FieldIs,
    "property_is": nodes.PropertyIs,
    "event_is": nodes.EventIs,
    "near": nodes.Near,
    "vip": nodes.Vip,
    "subscribed": _subscribed,
    "started_journey": partial(nodes.JourneyIs, JourneyState.STARTED),
    "completed_journey": partial(nodes.JourneyIs, JourneyState.COMPLETED),
    "in_journey": partial(nodes.JourneyIs, JourneyState.IN),
    "score_is": nodes.ScoreIs,
    "has_discount": nodes.HasDiscount,
    "among_first": nodes.AmongFirst,
}
