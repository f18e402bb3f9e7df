"""Activities: conditions on what a contact did, then how often, when, where and with what."""

from __future__ import annotations

from .. import nodes
from ..nodes import CheckoutStage, EmailAct, ItemKind, Quantifier
from .templates import Phrases, Say, fill, followed_by

_CLAUSES = "[ {count}][ {window}][ in store {store}][ where {where}]"
_VERBS = {EmailAct.SENT: "was sent", EmailAct.OPENED: "opened", EmailAct.CLICKED: "clicked"}
_NEGATED = {
    EmailAct.SENT: "was not sent",
    EmailAct.OPENED: "did not open",
    EmailAct.CLICKED: "did not click",
}
_STAGES = {
    CheckoutStage.STARTED: "started checkout",
    CheckoutStage.PAYMENT_SUBMITTED: "submitted payment info",
    CheckoutStage.COMPLETED: "completed checkout",
}


def bought(node: nodes.Bought, say: Say) -> str:
    """`bought anything`, `bought product "A"`."""
    anything = node.items.kind is ItemKind.ANYTHING
    return "bought anything" if anything else f"bought {say(node.items)}"


def email_activity(node: nodes.EmailActivity, say: Say) -> str:
    """`opened email M`, `did not open email M`, `clicked link "…" in email M`."""
    verb = (_NEGATED if node.negated else _VERBS)[node.act]
    return f"{verb} {fill('[link {link} in ]email {email}', node, say)}"


def recent_emails(node: nodes.RecentEmails, say: Say) -> str:
    """`opened any of the last 5 emails`, `opened no email`."""
    if node.last is not None:
        return f"{_VERBS[node.act]} {node.quantifier} of the last {node.last} emails"
    which = "no" if node.quantifier is Quantifier.NONE else "any"
    return f"{_VERBS[node.act]} {which} email"


_ACTIVITIES: Phrases = {
    nodes.Bought: bought,
    nodes.Figure: "{kind} {test}",
    nodes.OrderDate: "{pick} order",
    nodes.AbandonedCart: "abandoned a cart[ worth {worth}]",
    nodes.ViewedProduct: "viewed {items}",
    nodes.Searched: lambda node, say: f"searched for {say(node.term) or 'anything'}",
    nodes.AddedToCart: "added {items} to cart",
    nodes.CheckedOut: lambda node, say: _STAGES[node.stage],
    nodes.ViewedPage: "viewed page {page}",
    nodes.VisitedWebsite: "visited website",
    nodes.AnsweredSurvey: "answered survey {survey}[ {test}]",
    nodes.DidEvent: "did event {name}",
    nodes.EmailActivity: email_activity,
    nodes.RecentEmails: recent_emails,
}
PHRASES = followed_by(_CLAUSES, _ACTIVITIES)
