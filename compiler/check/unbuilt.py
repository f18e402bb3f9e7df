"""What the language has and this version cannot run: refused, never ignored."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..resolve.attributes import PROPERTIES
from ..resolve.built_in import NOT_BUILT_SEGMENTS
from ..resolve.deeds import BY_ITSELF, DEEDS
from ..rules.project import NOT_BUILT
from .place import Checks, Findings, Found, On, Place
from .steps import first_line

Kinds = tuple[type[nodes.Node], ...]

DECLARATIONS: Final[Kinds] = (
    nodes.Score,
    nodes.Discount,
    nodes.Offer,
    nodes.Webhook,
)
EVENTS: Final[Kinds] = (
    nodes.EntersSegment,
    nodes.LeavesSegment,
    nodes.ScoreReaches,
)
CONDITIONS: Final[Kinds] = (
    nodes.Near,
    nodes.ScoreIs,
    nodes.HasDiscount,
    nodes.AmongFirst,
    nodes.AbandonedCart,
    nodes.ViewedProduct,
    nodes.Searched,
    nodes.AddedToCart,
    nodes.CheckedOut,
    nodes.ViewedPage,
    nodes.VisitedWebsite,
    nodes.AnsweredSurvey,
)
STEPS: Final[Kinds] = (
    nodes.CallWebhook,
    nodes.Notify,
    nodes.ChangePoints,
    nodes.GiveDiscount,
    nodes.StartJourney,
)
SETTINGS: Final = frozenset(
    {
        "frequency",
        "sync contacts",
        "sync sms since",
        "sync new contacts back",
        "sync events",
        "promo codes every",
        "privacy",
        "sell with shop",
    }
)
ONLY_STARTS: Final[Kinds] = (
    nodes.AbandonsCart,
    nodes.GoesWithoutBuying,
    nodes.DateArrives,
    nodes.EmailSilence,
)


def unbuilt(node: nodes.Node, said: str, why: str = "cannot be run yet") -> Found:
    """The finding of something that waits for a later version."""
    return NOT_BUILT, Finding(node.span, f"`{said}` {why}")


def declaration(node: nodes.Declaration, place: Place) -> Findings:
    """`survey nps …`."""
    if isinstance(node, DECLARATIONS):
        yield unbuilt(node.name, f"{type(node).__name__.lower()} {node.name}")


def told(node: nodes.Node, place: Place) -> bool:
    """Whether a test tells an event, or says itself why it cannot."""
    return isinstance(place.parent, nodes.Happening) and isinstance(node, (*DEEDS, *BY_ITSELF))


def whole(node: nodes.Node, place: Place) -> Findings:
    """Events, conditions and steps that are not built at all."""
    if not told(node, place):
        yield unbuilt(node, first_line(node, place))


def untold(node: nodes.Event, place: Place) -> Findings:
    """`ana adds low stock product "A" to cart`, in a test: the stock cannot be told."""
    stock = isinstance(node, nodes.BackInStock) or getattr(node, "low_stock", False)
    if stock and isinstance(place.parent, nodes.Happening):
        yield unbuilt(node, place.text(node), "cannot be told in a test yet")


def setting(node: nodes.Setting, place: Place) -> Findings:
    """`sync events: yes`."""
    if node.key in SETTINGS and not isinstance(place.parent, DECLARATIONS):
        yield unbuilt(node, node.key)
    if node.key == "website" and len(node.values) > 1:
        yield unbuilt(node.values[1], place.text(node.values[1]), "is a second website: one so far")


def holdout(node: nodes.Holdout, place: Place) -> Findings:
    """`holdout: 10%`."""
    yield unbuilt(node, place.text(node))


def only_a_start(node: nodes.Event, place: Place) -> Findings:
    """`wait for abandons cart`."""
    start = isinstance(place.parent, nodes.StartingPoint)
    if isinstance(node, ONLY_STARTS) and not start and not told(node, place):
        yield unbuilt(node, place.text(node), "can only be a starting point so far")


def items(node: nodes.Items, place: Place) -> Findings:
    """`buys all of products "A", "B"`, `bought collection "boots"`."""
    event = isinstance(place.parent, nodes.Buys | nodes.ViewsProduct | nodes.AddsToCart)
    negative = event and node.op is nodes.TextOp.NOT_CONTAINS
    all_of = event and node.quantifier is nodes.Quantifier.ALL
    bought = isinstance(place.parent, nodes.Buys | nodes.Bought)
    collection = bought and node.kind is nodes.ItemKind.COLLECTION
    if negative or all_of or collection:
        yield unbuilt(node, place.text(node))


def property_(node: nodes.PropertyIs, place: Place) -> Findings:
    """`predicted age is "25-34"`."""
    if node.property not in PROPERTIES and node.property is not nodes.Property.BIRTHDAY:
        yield unbuilt(node, place.text(node))


def event_property(node: nodes.EventIs, place: Place) -> Findings:
    """`event.seats is blank`."""
    if isinstance(node.test, nodes.Blank):
        yield unbuilt(node, place.text(node))


def property_as_value(node: nodes.EventProperty, place: Place) -> Findings:
    """`set field seats to event.seats`."""
    yield unbuilt(node, place.text(node))


def changes_to(node: nodes.FieldChanges, place: Place) -> Findings:
    """`field plan changes to empty`: a value that is written out, so far."""
    if isinstance(node.value, nodes.Empty | nodes.Today | nodes.Now):
        yield unbuilt(node.value, place.text(node.value), "cannot be waited for yet")


def now_as_text(node: nodes.SetField, place: Place) -> Findings:
    """`set field note to now`, of a text field."""
    field = place.project.symbols.find(nodes.Field, node.field.text)
    if isinstance(node.value, nodes.Now) and field and field.kind is nodes.FieldKind.TEXT:
        yield unbuilt(node.value, "now", "cannot be put into a text field yet")


def where(node: nodes.Activity, place: Place) -> Findings:
    """`bought anything where …`: only `did event` knows its properties so far."""
    if node.where and not isinstance(node, nodes.DidEvent) and not isinstance(node, CONDITIONS):
        yield unbuilt(node.where, place.text(node.where), "cannot narrow this condition yet")


def count(node: nodes.Activity, place: Place) -> Findings:
    """`opened email hello at least 2 times`."""
    able = (nodes.Bought, nodes.DidEvent, *CONDITIONS)
    if node.count and not isinstance(node, able):
        yield unbuilt(node.count, place.text(node.count), "cannot count this yet")


def every_email(node: nodes.RecentEmails, place: Place) -> Findings:
    """`opened all of the last 5 emails`."""
    if node.quantifier is nodes.Quantifier.ALL:
        yield unbuilt(node, place.text(node))


def survey(node: nodes.SendEmail, place: Place) -> Findings:
    """`send email hello with survey nps`."""
    if node.survey:
        yield unbuilt(node.survey, f"with survey {node.survey}")


def predictions(node: nodes.InSegment, place: Place) -> Findings:
    """`in segment high_value_customers`: needs predictions. SEG-30."""
    name = node.segment.text
    if name in NOT_BUILT_SEGMENTS and not place.project.symbols.known(nodes.Segment, name):
        yield unbuilt(node, place.text(node))


CHECKS: Checks = (
    On(nodes.Declaration, declaration),
    *(On(kind, whole) for kind in (*EVENTS, *CONDITIONS, *STEPS)),
    On(nodes.Event, untold),
    On(nodes.Setting, setting),
    On(nodes.Holdout, holdout),
    On(nodes.Event, only_a_start),
    On(nodes.Items, items),
    On(nodes.PropertyIs, property_),
    On(nodes.EventIs, event_property),
    On(nodes.EventProperty, property_as_value),
    On(nodes.FieldChanges, changes_to),
    On(nodes.SetField, now_as_text),
    On(nodes.Activity, where),
    On(nodes.Activity, count),
    On(nodes.RecentEmails, every_email),
    On(nodes.SendEmail, survey),
    On(nodes.InSegment, predictions),
)
