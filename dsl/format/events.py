"""Events: what happens at an instant, then in which store and with what."""

from __future__ import annotations

from .. import nodes
from ..nodes import CheckoutStage, EmailAct, ItemKind
from .shared import named_items
from .templates import Phrases, Say, fill, followed_by

_VERBS = {EmailAct.SENT: "is sent", EmailAct.OPENED: "opens", EmailAct.CLICKED: "clicks"}
_SILENT = {EmailAct.OPENED: "does not open", EmailAct.CLICKED: "does not click"}
_STAGES = {
    CheckoutStage.STARTED: "starts checkout",
    CheckoutStage.PAYMENT_SUBMITTED: "submits payment info",
    CheckoutStage.COMPLETED: "completes checkout",
}


def email_event(node: nodes.EmailEvent, say: Say) -> str:
    """`opens email M`, `clicks link "…" in email M`."""
    return f"{_VERBS[node.act]} {fill('[link {link} in ]email {email}', node, say)}"


def adds_to_cart(node: nodes.AddsToCart, say: Say) -> str:
    """`adds any product to cart`, `adds low stock product "A" to cart`."""
    if node.low_stock and node.items.kind is ItemKind.ANYTHING:
        return "adds any low stock product to cart"
    low_stock = "low stock " if node.low_stock else ""
    return f"adds {low_stock}{named_items(node.items, say)} to cart"


_EVENTS: Phrases = {
    nodes.TagAdded: "tag added {tag}",
    nodes.SignsUp: "signs up for {channel}[ including imported{including_imported}]",
    nodes.TextsKeyword: "texts {keyword}",
    nodes.JoinsGroup: "joins group {group}",
    nodes.LeavesGroup: "leaves group {group}",
    nodes.FieldChanges: "field {field} changes to {value}",
    nodes.ViewsPage: "views page {page}",
    nodes.ClicksLink: "clicks link {link}",
    nodes.AddedManually: "added manually",
    nodes.DateArrives: lambda node, say: f"{'' if node.date.offset else 'on '}{say(node.date)}",
    nodes.EmailEvent: email_event,
    nodes.AnswersSurvey: "answers survey {survey}",
    nodes.ApiCall: "api call",
    nodes.CustomEvent: "event {name}",
    nodes.EventbriteCheckIn: "eventbrite check-in[ at {event}]",
    nodes.EventbriteTicket: "eventbrite ticket[ for {event}]",
    nodes.ChatFinished: "chat finished",
    nodes.ZapierEvent: "zapier event[ {name}]",
    nodes.EntersSegment: "enters segment {segment}",
    nodes.LeavesSegment: "leaves segment {segment}",
    nodes.ScoreReaches: "score of {score} reaches {points}",
    nodes.Unsubscribes: "unsubscribes",
    nodes.Bounces: "bounces",
    nodes.Buys: lambda node, say: f"buys {named_items(node.items, say)}",
    nodes.GoesWithoutBuying: "goes {period} without buying",
    nodes.ViewsStorePage: lambda node, say: fill(
        "views store page {page}" if node.page else "views any store page", node, say
    ),
    nodes.ViewsProduct: lambda node, say: f"views {named_items(node.items, say)}",
    nodes.Searches: lambda node, say: f"searches for {say(node.term) or 'anything'}",
    nodes.AddsToCart: adds_to_cart,
    nodes.ChecksOut: lambda node, say: _STAGES[node.stage],
    nodes.BackInStock: "product back in stock",
    nodes.OrderNotified: "order {notice}",
}
_SILENCE: Phrases = {
    nodes.EmailSilence: lambda node, say: f"{_SILENT[node.act]} email {say(node.email)}",
}
_ABANDONED = (
    "abandons cart[ in store {store}][ with products {included}][ without products {excluded}]"
    "[ after {after}][ where {where}]"
)

PHRASES: Phrases = {
    **followed_by("[ in store {store}][ where {where}]", _EVENTS),
    **followed_by("[ where {where}][ within {within}]", _SILENCE),
    nodes.AbandonsCart: _ABANDONED,
}
