"""Money, numbers and dates as each contact writes them."""

import pytest

from jalon.deliver.templates import Plain
from jalon.deliver.templates.languages import minor_digits

from .rendering import text

MONEY = [
    ("en", 1299.5, "EUR", "€1,299.50"),
    ("en", -5, "USD", "-$5.00"),
    ("en", 5, "SEK", "5.00\u00a0SEK"),
    ("fr", 1299.5, "EUR", "1\u202f299,50\u00a0€"),
    ("fr-CH", 3, "CHF", "3,00\u00a0CHF"),
    ("de", 1299.5, "EUR", "1.299,50\u00a0€"),
    ("nl", 12.5, "EUR", "€\u00a012,50"),
    ("en", 1500, "JPY", "¥1,500"),
    ("en", 1.5, "KWD", "1.500\u00a0KWD"),
    (None, 1, "GBP", "£1.00"),
    ("xx", 1, "GBP", "£1.00"),
]


@pytest.mark.parametrize(("language", "amount", "currency", "expected"), MONEY)
def test_money_is_written_as_the_contact_does(
    language: str | None, amount: float, currency: str, expected: str
) -> None:
    cart: dict[str, Plain] = {"total": amount, "currency": currency}
    contact = {"language": language}
    assert text("{{ cart.total | money }}", contact=contact, cart=cart) == expected


def test_an_amount_is_shown_in_the_currency_of_its_own_record() -> None:
    dollars: dict[str, Plain] = {"total": 3, "currency": "USD"}
    assert text("{{ cart.total | money }} {{ o.total | money }}", o=dollars) == "€268.00 $3.00"


def test_an_amount_without_a_record_is_in_the_audiences_currency() -> None:
    assert text("{{ 3 | money }} {{ 3 | money('USD') }} {{ none | money }}.") == "€3.00 $3.00 ."


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "24 December 2026|24/12/2026|2026-12-24"),
        ("fr", "24 décembre 2026|24/12/2026|2026-12-24"),
        ("de", "24. Dezember 2026|24.12.2026|2026-12-24"),
        ("es", "24 de diciembre de 2026|24/12/2026|2026-12-24"),
    ],
)
def test_a_date_is_written_as_the_contact_does(language: str, expected: str) -> None:
    source = "{{ d | date }}|{{ d | date('short') }}|{{ d | date('iso') }}"
    assert text(source, d="2026-12-24 09:30", contact={"language": language}) == expected


def test_a_number_is_written_as_the_contact_does() -> None:
    french = {"language": "fr"}
    assert text("{{ 12345.678 | number(1) }} {{ none | number }}.") == "12,345.7 ."
    assert text("{{ 12345.678 | number }}", contact=french) == "12\u202f346"


def test_most_currencies_have_hundredths() -> None:
    assert [minor_digits(currency) for currency in ("EUR", "JPY", "KWD", "XXX")] == [2, 0, 3, 2]
