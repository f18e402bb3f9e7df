"""Mending: a random node becomes one that can be written, by dropping what contradicts."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jalon.dsl import nodes
from jalon.dsl.nodes import (
    DateKind,
    EmailAct,
    FieldKind,
    ItemKind,
    PointsAction,
    Quantifier,
    ReEntryKind,
    TextOp,
    store_events,
)

Mend = Callable[[Any], dict[str, Any]]
"""The fields of a node to be changed."""


def _items(node: nodes.Items) -> dict[str, Any]:
    if node.kind is ItemKind.ANYTHING:
        return {"names": (), "op": TextOp.IS, "quantifier": Quantifier.ANY}
    names = node.names or (nodes.Text("A", span=node.span),)
    some = Quantifier.ANY if node.quantifier is Quantifier.NONE else node.quantifier
    if node.op is TextOp.IS:
        return {"names": names, "quantifier": some}
    op = TextOp.CONTAINS if node.op is TextOp.NOT_CONTAINS else node.op
    return {"names": names[:1], "op": op, "quantifier": Quantifier.ANY}


def _contact_date(node: nodes.ContactDate) -> dict[str, Any]:
    if node.kind is DateKind.SIGNUP:
        return {"field": None}
    if node.kind is DateKind.BIRTHDAY or node.field:
        return {}
    return {"field": nodes.Name("renewal", span=node.span)}


def _slot(node: nodes.Slot) -> dict[str, Any]:
    days = tuple(day for day in nodes.Weekday if day in node.days)
    if not days and not node.start:
        return {"days": (nodes.Weekday.MONDAY,), "end": None}
    return {"days": days, "end": node.end if node.start else None}


def _ordered(node: nodes.OrderDate) -> dict[str, Any]:
    window = node.window or nodes.InPeriod(nodes.Period.TODAY, span=node.span)
    return {"count": None, "where": None, "window": window}


def _recent(node: nodes.RecentEmails) -> dict[str, Any]:
    every = node.last is None and node.quantifier is Quantifier.ALL
    return {"quantifier": Quantifier.ANY} if every else {}


def _points(node: nodes.ChangePoints) -> dict[str, Any]:
    if node.action is PointsAction.ERASE:
        return {"points": None}
    return {} if node.points else {"action": PointsAction.ERASE}


def _silence(node: nodes.Branch | nodes.Goal) -> dict[str, Any]:
    """What does not happen has its period itself."""
    return {"within": None} if isinstance(node.test, nodes.EmailSilence) else {}


def _clicked(node: nodes.EmailActivity | nodes.EmailEvent) -> dict[str, Any]:
    """Only a click has a link."""
    if not node.link:
        return {}
    negated = {"negated": False} if isinstance(node, nodes.EmailActivity) else {}
    return {"act": EmailAct.CLICKED, **negated}


def _several(node: nodes.And | nodes.Or) -> dict[str, Any]:
    return {"parts": node.parts * 2} if len(node.parts) == 1 else {}


def _re_entry(node: nodes.ReEntry) -> dict[str, Any]:
    if node.kind is not ReEntryKind.AFTER:
        return {"after": None}
    return {} if node.after else {"kind": ReEntryKind.NEVER}


def _month_day(node: nodes.MonthDay) -> dict[str, Any]:
    return {"day": min(node.day, calendar.monthrange(2000, node.month)[1])}


def _field(node: nodes.Field) -> dict[str, Any]:
    if node.kind is not FieldKind.CHOICE:
        return {"choices": ()}
    return {} if node.choices else {"kind": FieldKind.TEXT}


def _journey(node: nodes.Journey) -> dict[str, Any]:
    """Each setting once, and at least one line."""
    settings = {type(found): found for found in node.settings}
    stop = () if settings else (nodes.Stop(span=node.span),)
    return {"bare": False, "settings": tuple(settings.values()), "steps": node.steps or stop}


MENDS: Mapping[type, Mend] = {
    nodes.Items: _items,
    nodes.ContactDate: _contact_date,
    nodes.Slot: _slot,
    nodes.OrderDate: _ordered,
    nodes.RecentEmails: _recent,
    nodes.ChangePoints: _points,
    nodes.Branch: _silence,
    nodes.Goal: _silence,
    nodes.EmailActivity: _clicked,
    nodes.EmailEvent: _clicked,
    nodes.And: _several,
    nodes.Or: _several,
    nodes.ReEntry: _re_entry,
    nodes.MonthDay: _month_day,
    nodes.Journey: _journey,
    nodes.Figure: lambda node: {"count": None, "where": None},
    nodes.AnsweredSurvey: lambda node: {"where": None},
    nodes.EmailSilence: lambda node: {"act": _but(node.act, EmailAct.SENT, EmailAct.OPENED)},
    nodes.Matches: lambda node: {"op": _but(node.op, TextOp.IS, TextOp.CONTAINS)},
    nodes.InGroup: lambda node: {
        "quantifier": _but(node.quantifier, Quantifier.NONE, Quantifier.ANY)
    },
    nodes.Field: _field,
}


def _but(value: Any, refused: Any, instead: Any) -> Any:
    return instead if value is refused else value


def mended(node: nodes.Node) -> nodes.Node:
    """The node without contradictions."""
    if isinstance(node, nodes.Event) and type(node).__module__ != store_events.__name__:
        node = replace(node, store=None)
    mend = MENDS.get(type(node))
    return replace(node, **mend(node)) if mend else node
