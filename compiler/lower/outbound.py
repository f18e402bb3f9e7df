"""What goes out besides messages: webhooks, notes to teammates; and how much of it there may be."""

from __future__ import annotations

from typing import Final, Literal

from ...dsl import nodes
from ..ir import steps as ir
from ..ir.journey import QuietHours
from ..ir.program import FrequencyLimit
from ..ir.webhooks import Header, Secret, Webhook
from ..resolve.facts import Settings
from .graph import Label, salt
from .literals import basis_points
from .scope import Unchecked
from .steps import Bare, Here, simple

EVERYBODY: Final = 10_000  # basis points
FORM: Final = "application/x-www-form-urlencoded"
UNDISTURBED: Final = QuietHours(start=0, end=0)


@simple.register
def _(step: nodes.CallWebhook, to: Label, here: Here) -> ir.Step:
    return ir.CallWebhook(**Bare, webhook=step.webhook.text, next=to)


@simple.register
def _(step: nodes.Notify, to: Label, here: Here) -> ir.Step:
    return ir.Notify(**Bare, address=step.address.value.strip(), text=step.message.value, next=to)


def webhook(node: nodes.Webhook) -> Webhook:
    """A declared webhook."""
    settings = Settings.of(node.settings)
    said = settings.one("url", nodes.Text) or settings.one("url", nodes.Secret)
    if said is None:
        raise Unchecked("a webhook without an address")
    every = (value for one in node.settings if one.key == "header" for value in one.values)
    headers = tuple(header(one) for one in every if isinstance(one, nodes.Header))
    body = settings.text("body")
    return Webhook(
        name=node.name.text,
        title=node.title.value if node.title else None,
        url=kept(said),
        headers=headers,
        format=body_format(body, headers),
        body=body,
    )


def header(node: nodes.Header) -> Header:
    """One header."""
    return Header(name=node.name.value, value=kept(node.value))


def kept(node: nodes.Text | nodes.Secret) -> str | Secret:
    """A text, or where to find it."""
    return node.value if isinstance(node, nodes.Text) else Secret(env=node.variable)


def body_format(body: str | None, headers: tuple[Header, ...]) -> Literal["json", "form"]:
    """A form, where a header says so, or where the body is written as one: `name=value`."""
    for one in headers:
        if one.name.lower() == "content-type" and isinstance(one.value, str):
            return "form" if one.value.lower().startswith(FORM) else "json"
    return "json" if body is None or body.lstrip()[:1] in ("{", "[") else "form"


def limit(node: nodes.FrequencyLimit) -> FrequencyLimit:
    """`3 emails per week`."""
    channels: dict[str, Literal["email", "sms"]] = {"email": "email", "sms": "sms"}
    periods: dict[str, Literal["day", "week", "month"]] = {
        "day": "day",
        "week": "week",
        "month": "month",
    }
    return FrequencyLimit(
        most=int(node.messages.value),
        channel=channels.get(node.channel.value),
        per=periods[node.per.value],
    )


def door(share: int, journey: nodes.Journey, held: Label, first: Label) -> ir.Split:
    """The step by which a stable part of the contacts ends at once, to compare the others with."""
    arms = (
        ir.SplitArm(name="holdout", share=share, next=held),
        ir.SplitArm(name="journey", share=EVERYBODY - share, next=first),
    )
    return ir.Split(**Bare, salt=salt(journey.name.text, "holdout"), arms=arms)


def held_out(said: nodes.Holdout | None) -> int:
    """How many are held out, in basis points."""
    return basis_points(said.share) if said else 0
