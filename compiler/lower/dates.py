"""Dates of contacts, and messages left unanswered."""

from __future__ import annotations

from typing import Final, Literal

from ...dsl import nodes
from ..exact import clock
from ..ir.dates import NINE, ContactDate, DateArrives, EmailSilence
from ..ir.text import fold
from ..resolve.attributes import birthdays
from .conditions import predicate
from .literals import duration
from .scope import Scope, Unchecked

Kind = Literal["specific", "signup", "birthday", "recurring"]
KINDS: Final[dict[nodes.DateKind, Kind]] = {
    nodes.DateKind.SPECIFIC: "specific",
    nodes.DateKind.SIGNUP: "signup",
    nodes.DateKind.BIRTHDAY: "birthday",
    nodes.DateKind.RECURRING: "recurring",
}


def contact_date(node: nodes.ContactDate, scope: Scope) -> ContactDate:
    """A day of the contact; at nine, unless it says otherwise. SP-39."""
    days = duration(node.offset.duration).days if node.offset else 0
    return ContactDate(
        kind=KINDS[node.kind],
        attribute=attribute(node, scope),
        offset=-days if node.offset and node.offset.before else days,
        at=clock(node.at.value) if node.at else NINE,
    )


def attribute(node: nodes.ContactDate, scope: Scope) -> str:
    """Where the day stands: in a field, or in when the contact was added."""
    if node.kind is nodes.DateKind.SIGNUP:
        return "added_at"
    if node.field:
        return f"field.{node.field.text}"
    found = birthdays(scope.project)
    if len(found) != 1:
        raise Unchecked("a birthday without its field")
    return f"field.{found[0].name.text}"


def date_arrives(event: nodes.DateArrives, scope: Scope) -> DateArrives:
    """`3 days before birthday`."""
    where = predicate(event.where, scope) if event.where else None
    return DateArrives(date=contact_date(event.date, scope), where=where)


def email_silence(event: nodes.EmailSilence, scope: Scope) -> EmailSilence:
    """`does not open email hello within 3 days`."""
    if event.within is None:
        raise Unchecked("a silence without a period")
    return EmailSilence(
        message=fold(event.email.text),
        answer="email_opened" if event.act is nodes.EmailAct.OPENED else "email_clicked",
        within=duration(event.within),
        where=predicate(event.where, scope) if event.where else None,
    )
