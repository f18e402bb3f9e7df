"""Which message a step sends: the one it names, else the one that its journey stands for."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from ...dsl import nodes
from .symbols import Symbols
from .tree import descendants

JourneyStatus = Literal["draft", "active", "paused"]
STATUSES: Final[tuple[JourneyStatus, ...]] = ("draft", "active", "paused")
Send = nodes.SendEmail | nodes.SendSms


ORDER: Final = "order_"
BUILT_IN: Final = (
    "cart",
    *(f"{ORDER}{notice.value}" for notice in nodes.OrderNotice),
    "birthday",
    "welcome",
)


class BuiltIn(NamedTuple):
    """A message that comes with Jalon: its kind, and the name it gets in this project."""

    kind: str
    name: str


def is_cart_journey(journey: nodes.Journey) -> bool:
    """Whether an abandoned cart starts it. SP-55, SP-56."""
    return any(isinstance(start.event, nodes.AbandonsCart) for start in starts(journey))


def is_order_journey(journey: nodes.Journey) -> bool:
    """Whether an order notification starts it, whose messages are transactional. SP-69."""
    return any(isinstance(start.event, nodes.OrderNotified) for start in starts(journey))


def starts(journey: nodes.Journey) -> list[nodes.StartingPoint]:
    """The starting points of a journey, in the order written."""
    return [one for one in journey.settings if isinstance(one, nodes.StartingPoint)]


def status(journey: nodes.Journey) -> JourneyStatus:
    """draft, active or paused; active unless said."""
    said = next((one for one in journey.settings if isinstance(one, nodes.Status)), None)
    for one in STATUSES:
        if said and said.word.value == one:
            return one
    return "active"


def message_name(step: Send) -> nodes.Name | None:
    """The name that a step gives, if it does."""
    return step.email if isinstance(step, nodes.SendEmail) else step.sms


def sent_message(step: Send, journey: nodes.Journey, symbols: Symbols) -> str | BuiltIn | None:
    """The message of a step; None when it names none and nothing can stand for it."""
    if said := message_name(step):
        return said.text
    kind = nodes.Email if isinstance(step, nodes.SendEmail) else nodes.Sms
    if symbols.known(kind, journey.name.text):
        return journey.name.text
    standing = built_in(journey) if kind is nodes.Email else None
    return BuiltIn(standing, journey.name.text) if standing else None


def built_in(journey: nodes.Journey) -> str | None:
    """The kind of built-in message that a journey stands for: one for all its starting points."""
    kinds = {_built_in_for(start.event) for start in starts(journey)}
    return kinds.pop() if len(kinds) == 1 else None


def _built_in_for(event: nodes.Node) -> str | None:
    match event:
        case nodes.AbandonsCart():
            return "cart"
        case nodes.OrderNotified():
            return f"{ORDER}{event.notice.value}"
        case nodes.DateArrives() if event.date.kind is nodes.DateKind.BIRTHDAY:
            return "birthday"
        case nodes.SignsUp() if event.channel is nodes.Channel.EMAIL:
            return "welcome"
        case _:
            return None


def sent_emails(journey: nodes.Journey, symbols: Symbols) -> set[str]:
    """The names of all emails that a journey can send."""
    sent = (sent_message(one, journey, symbols) for one in descendants(journey, nodes.SendEmail))
    return {one.name if isinstance(one, BuiltIn) else one for one in sent if one}
