"""What is sent, and what is held back."""

from __future__ import annotations

import pytest

from jalon.compiler.ir import steps

from .building import NOON, contact_with, happened, journey, running
from .tick import tick
from .world import Value


def sent(values: dict[str, Value], *sends: tuple[str, str]) -> list[str | None]:
    """The reasons for which messages, given as (channel, consent), are held back."""
    path = [
        steps.Send.model_validate(
            {
                "number": n,
                "key": f"s{n}",
                "channel": channel,
                "message": "m",
                "consent": consent,
                "next": n + 1,
            }
        )
        for n, (channel, consent) in enumerate(sends, start=1)
    ]
    world, program = running(journey(*path), contact=contact_with(1, None, values))
    happened(world, "tag_added", NOON, "go")
    tick(world, program, NOON)
    return [message.reason for message in world.runs[0].outbox]


@pytest.mark.parametrize(
    ("status", "marketing", "cart", "transactional"),
    [
        ("subscribed", None, None, None),
        ("non_subscribed", "consent", None, None),
        ("pending", "consent", "consent", None),
        ("unsubscribed", "consent", "unsubscribed", None),
        ("cleaned", "consent", "cleaned", "cleaned"),
    ],
)
def test_step_40_consent_to_email(
    status: str, marketing: str | None, cart: str | None, transactional: str | None
) -> None:
    kinds = ("marketing", "cart", "transactional")
    reasons = [sent({"email_status": status}, ("email", kind)) for kind in kinds]
    assert reasons == [[marketing], [cart], [transactional]]


def test_sp_60_only_the_first_cart_email_may_go_to_who_never_subscribed() -> None:
    cart = ("email", "cart")
    assert sent({"email_status": "non_subscribed"}, cart, cart) == [None, "consent"]
    assert sent({"email_status": "subscribed"}, cart, cart) == [None, None]


def test_a_cart_email_that_was_held_back_was_not_the_first() -> None:
    values: dict[str, Value] = {"email_status": "non_subscribed", "email": None}
    assert sent(values, ("email", "cart"), ("email", "cart")) == ["no_address", "no_address"]


@pytest.mark.parametrize(("status", "reason"), [("subscribed", None), ("none", "consent")])
def test_step_42_texts_need_consent_of_their_own(status: str, reason: str | None) -> None:
    values: dict[str, Value] = {"sms_status": status, "phone": "+33600000000"}
    assert sent(values, ("sms", "marketing"), ("sms", "cart")) == [reason, reason]


def test_without_an_address_nothing_is_sent() -> None:
    assert sent({"email": None}, ("email", "marketing")) == ["no_address"]
    assert sent({"sms_status": "subscribed"}, ("sms", "transactional")) == ["no_address"]
