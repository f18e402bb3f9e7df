"""The built-in messages of starting points: what `send email` alone sends, in two languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jalon.compiler.builtin import builtin_email
from jalon.compiler.ir.templates import OPTIONAL, Surroundings
from jalon.compiler.resolve.sends import BUILT_IN
from jalon.deliver.templates.checking import mistakes

from .letters import Letter, letters
from .scenario import HEAD, NOW, Scenario, compiled, problems

ORDERS = {
    "order confirmed": ({}, "Your order #7 is confirmed"),
    "order paid": ({"financial_status": "paid"}, "Your invoice for order #7"),
    "order shipped": ({"fulfillment_status": "shipped"}, "Your order #7 is on its way"),
    "order refunded": ({"financial_status": "refunded"}, "A refund for your order #7"),
    "order cancelled": ({"financial_status": "cancelled"}, "Your order #7 is cancelled"),
}


def alone(start: str) -> str:
    """A journey that does not say which message it sends."""
    return f"journey j:\n  starting point: {start}\n\n  send email\n"


def ordered(folder: Path, start: str, state: dict[str, str], **contact: Any) -> Letter:
    """The letter about an order that comes into a state."""
    scenario = Scenario.of(folder, alone(start))
    scenario.contact("A", **contact)
    at = "2024-06-15T12:00"
    scenario.buys("A", "Shoe", key="#7", financial_status="pending", total=120, at=at)
    if state:
        scenario.tick(plus=1000)
        scenario.buys("A", "Shoe", key="#7", total=120, at=at, historic=False, **state)
    scenario.tick(plus=1000)
    return letters(scenario)["A"]


@pytest.mark.parametrize("start", ORDERS)
def test_SP_64_65_66_67_68_the_built_in_mail_tells_of_the_order(tmp_path: Path, start: str) -> None:
    state, subject = ORDERS[start]
    letter = ordered(tmp_path, start, state)
    assert letter.subject == subject
    assert "- 1 × Shoe" in letter.text
    assert "Total: €120.00" in letter.text
    assert letter.text.rstrip().endswith("1 street")


def test_SP_69_the_built_in_mail_about_an_order_is_transactional(tmp_path: Path) -> None:
    letter = ordered(tmp_path, "order confirmed", {}, email_status="unsubscribed")
    assert "List-Unsubscribe" not in letter.headers
    assert "nsubscribe" not in letter.text


def test_SP_64_the_built_in_mail_speaks_the_language_of_the_contact(tmp_path: Path) -> None:
    letter = ordered(tmp_path, "order confirmed", {}, language="fr-BE")
    assert letter.subject == "Votre commande #7 est confirmée"
    assert "Total : 120,00" in letter.text


def test_SP_64_else_the_language_of_the_project(tmp_path: Path) -> None:
    program, _ = compiled(tmp_path, HEAD + alone("order confirmed"), 'language = "fr"\n')
    assert program
    (mail,) = program.messages
    assert mail == builtin_email("order_confirmed", "j", "fr")
    assert mail.body.endswith("{% endif %}")
    assert mail.body.index("Hello") < mail.body.index("Bonjour")


def test_SP_21_a_welcome_with_a_way_out(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, alone("signs up for email"))
    scenario.contact("A", origin="live", added_at=NOW)
    scenario.tick()
    letter = letters(scenario)["A"]
    assert letter.subject == "Welcome to Shop"
    assert "1 street · Unsubscribe (" in letter.text


def test_SP_37_a_birthday_mail(tmp_path: Path) -> None:
    scenario = Scenario.of(tmp_path, "field dob: birthday\n\n" + alone("on birthday"))
    scenario.contact("A", fields={"dob": "06-16"}, first_name="Ana")
    scenario.tick("2024-06-16T12:00")
    assert letters(scenario)["A"].subject == "Happy birthday, Ana"


def test_STEP_40_elsewhere_the_message_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, alone('tag added "x"')) == ["J504"]
    both = alone("signs up for email").replace("\n\n", '\n  starting point: tag added "x"\n\n', 1)
    assert problems(tmp_path, both) == ["J504"]


@pytest.mark.parametrize("kind", BUILT_IN)
def test_the_built_in_mails_have_no_mistake(kind: str) -> None:
    mail = builtin_email(kind, "x")
    record = {"cart": "cart", "birthday": "", "welcome": ""}.get(kind, "order")
    lacking = {one: "j" for one in OPTIONAL if one != record}
    blank = frozenset({"contact.first_name", "contact.language", "shop.postal_address"})
    for part, text in (("subject", mail.subject), ("preheader", mail.preheader or "")):
        around = Surroundings(part, "text", blank=blank, lacking=lacking)  # type: ignore[arg-type]
        assert mistakes(text, around) == []
    around = Surroundings("body", "markdown", blank=blank, lacking=lacking)
    assert mistakes(mail.body, around._replace(marketing=mail.purpose == "marketing")) == []
