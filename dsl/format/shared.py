"""What events and conditions have in common: the things bought, groups, dates of a contact."""

from __future__ import annotations

from .. import nodes
from ..nodes import ItemKind, Quantifier, TextOp
from .templates import Phrases, Say

_OPERATORS = {
    TextOp.CONTAINS: "containing",
    TextOp.STARTS_WITH: "starting with",
    TextOp.ENDS_WITH: "ending with",
}
_PLURALS = {
    ItemKind.PRODUCT: "products",
    ItemKind.CATEGORY: "categories",
    ItemKind.VENDOR: "vendors",
    ItemKind.COLLECTION: "collections",
}


def items(node: nodes.Items, say: Say) -> str:
    """`any product`, `product "A", "B"`, `all of products "A", "B"`, `vendor containing "Ac"`."""
    if node.kind is ItemKind.ANYTHING:
        return "any product"
    if node.op is not TextOp.IS:
        return f"{node.kind} {_OPERATORS[node.op]} {say(node.names)}"
    if node.quantifier is Quantifier.ALL:
        return f"all of {_PLURALS[node.kind]} {say(node.names)}"
    return f"{node.kind} {say(node.names)}"


def named_items(node: nodes.Items, say: Say) -> str:
    """The same in the present tense: `buys products "A", "B"`, where one says `bought product`."""
    if len(node.names) > 1 and node.quantifier is Quantifier.ANY:
        return f"{_PLURALS[node.kind]} {say(node.names)}"
    return items(node, say)


def contact_date(node: nodes.ContactDate, say: Say) -> str:
    """`3 days before birthday at 10:00`."""
    before = f"{say(node.offset)} " if node.offset else ""
    which = f" {say(node.field)}" if node.field else ""
    at = f" at {say(node.at)}" if node.at else ""
    return f"{before}{node.kind}{which}{at}"


PHRASES: Phrases = {
    nodes.Items: items,
    nodes.GroupName: "{group}.{member}",
    nodes.Offset: lambda node, say: f"{say(node.duration)} {'before' if node.before else 'after'}",
    nodes.ContactDate: contact_date,
}
