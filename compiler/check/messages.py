"""Checks of messages: a subject, a body, an address that can send."""

from __future__ import annotations

import re
from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..resolve.bodies import Body, body_of
from ..resolve.facts import Settings
from ..rules.messages import BAD_ADDRESS, EMPTY_TEXT, MISSING_SUBJECT
from .place import Checks, Findings, On, Place

ADDRESS: Final = r"(?:[^<>@\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)"


def subject(node: nodes.Email, place: Place) -> Findings:
    """An email without a subject line."""
    said = Settings.of(node.settings).one("subject", nodes.Text)
    if said is None:
        words = f"the email `{node.name}` has no subject"
        yield MISSING_SUBJECT, Finding(node.name.span, words, 'add `subject: "…"`')
    elif not said.value.strip():
        help = "write what the contact reads first"
        yield EMPTY_TEXT, Finding(said.span, "the subject is empty", help)


def body(node: nodes.Email | nodes.Sms, place: Place) -> Findings:
    """A message without words, or with too many."""
    found = body_of(node, place.source, place.project.sources)
    if not isinstance(found, Body):
        yield found


def sender(node: nodes.Setting, place: Place) -> Findings:
    """`from: "Trail & Co"`: the address is missing."""
    texts = [one for one in node.values if isinstance(one, nodes.Text) and node.key == "from"]
    for text in texts:
        if not re.fullmatch(ADDRESS, text.value.strip()):
            words = f"`{text.value}` is no sender: it has no address"
            help = "write `Trail & Co <carts@trail.example>`"
            yield BAD_ADDRESS, Finding(text.span, words, help)


NAMED: Final = (
    nodes.AddTag,
    nodes.RemoveTag,
    nodes.Tagged,
    nodes.TagAdded,
    nodes.Items,
    nodes.AbandonsCart,
    nodes.Matches,
    nodes.Field,
)


def empty_name(node: nodes.Text, place: Place) -> Findings:
    """`add tag ""`, `bought product containing ""`."""
    if isinstance(place.parent, NAMED) and not node.value.strip():
        yield EMPTY_TEXT, Finding(node.span, "the text is empty", "write a name between the quotes")


CHECKS: Checks = (
    On(nodes.Text, empty_name),
    On(nodes.Email, subject),
    On(nodes.Email, body),
    On(nodes.Sms, body),
    On(nodes.Setting, sender),
)
