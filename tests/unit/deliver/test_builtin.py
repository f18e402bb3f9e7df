"""The built-in messages, in every language they speak."""

import pytest

from jalon.compiler.builtin import builtin_email
from jalon.deliver.templates import Plain, Rendered, Sources, prepare, render

from .rendering import CONTACT, DATA

SHOP: dict[str, Plain] = {"name": "Trail & Co", "postal_address": "12 rue des Alpes"}


def made(**contact: Plain) -> Rendered:
    mail = builtin_email("cart", "builtin:cart")
    templates = prepare(Sources(mail.body, mail.format, mail.subject, mail.preheader or ""))
    return render(templates, {**DATA, "shop": SHOP, "contact": {**CONTACT, **contact}})


def test_the_cart_mail_lists_the_cart_and_the_way_back() -> None:
    mail = made()
    assert mail.subject == "Ana, you left something behind"
    assert "- 2 × Trail Shoe (https://t/1)" in mail.text
    assert "Total: €268.00" in mail.text
    assert "Finish your order (https://t/c/1?a=1&b=2)" in mail.text
    assert "12 rue des Alpes · Unsubscribe (https://t/u/1)" in mail.text


def test_the_cart_mail_speaks_french() -> None:
    mail = made(language="fr-BE", first_name=None)
    assert mail.subject == "Vous avez oublié quelque chose"
    assert mail.text.startswith("Bonjour,\n\nvous avez laissé quelque chose")
    assert "Total : 268,00\u00a0€" in mail.text


def test_the_cart_mail_does_without_what_it_does_not_know() -> None:
    mail = builtin_email("cart", "x")
    data: dict[str, Plain] = {
        "contact": {"first_name": None, "language": None},
        "cart": {"url": None, "total": 0, "currency": "EUR", "lines": []},
        "shop": {"name": None, "postal_address": None},
        "audience": {"currency": "EUR"},
        "unsubscribe_url": "mailto:x",
    }
    text = render(prepare(Sources(mail.body, "markdown", mail.subject)), data).text
    assert text.startswith("Hello,\n\nyou left something in your cart:\n")


def test_a_builtin_mail_is_the_same_each_time_and_has_the_name_it_is_given() -> None:
    assert builtin_email("cart", "a").name == "a"
    assert builtin_email("cart", "a").to_json() == builtin_email("cart", "a").to_json()


def test_there_is_no_builtin_mail_for_everything() -> None:
    with pytest.raises(KeyError):
        builtin_email("divorce", "x")
