"""How numbers, money and dates are written in a few languages; English stands in for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

NARROW, NO_BREAK = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class Language:
    """The marks of numbers, where the currency stands, and the words of a date."""

    thousands: str
    decimal: str
    symbol_first: bool
    months: tuple[str, ...]
    long: str = "{day} {month} {year}"
    short: str = "{day:02}/{number:02}/{year}"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH = Language(
    ",",
    ".",
    True,
    _words("January February March April May June July August September October November December"),
)
LANGUAGES = {
    "en": ENGLISH,
    "fr": Language(
        NARROW,
        ",",
        False,
        _words(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ),
    ),
    "de": Language(
        ".",
        ",",
        False,
        _words(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        ),
        "{day}. {month} {year}",
        "{day:02}.{number:02}.{year}",
    ),
    "es": Language(
        ".",
        ",",
        False,
        _words(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
            " diciembre"
        ),
        "{day} de {month} de {year}",
    ),
    "it": Language(
        ".",
        ",",
        False,
        _words(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
            " dicembre"
        ),
    ),
    "nl": Language(
        ".",
        ",",
        True,
        _words(
            "januari februari maart april mei juni juli augustus september oktober november"
            " december"
        ),
        short="{day:02}-{number:02}-{year}",
    ),
    "pt": Language(
        ".",
        ",",
        False,
        _words(
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
            " dezembro"
        ),
        "{day} de {month} de {year}",
    ),
}
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "BRL": "R$", "PLN": "zł"}
# ISO 4217: the currencies whose minor unit is not a hundredth.
WITHOUT_MINOR = _words("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
IN_THOUSANDTHS = _words("BHD IQD JOD KWD LYD OMR TND")


def language(code: object) -> Language:
    """The language of a code such as `fr`, `fr-CH` or `FR`."""
    return LANGUAGES.get(code[:2].lower(), ENGLISH) if isinstance(code, str) else ENGLISH


def minor_digits(currency: str) -> int:
    """How many decimals a currency has."""
    if currency in WITHOUT_MINOR:
        return 0
    return 3 if currency in IN_THOUSANDTHS else 2


def number(value: float, digits: int, tongue: Language) -> str:
    """1234.5 with two digits: `1,234.50` in English, `1 234,50` in French."""
    plain = f"{value:,.{digits}f}"
    return plain.translate({ord(","): tongue.thousands, ord("."): tongue.decimal})


def money(value: float, currency: str, tongue: Language) -> str:
    """129.5 EUR: `€129.50` in English, `129,50 €` in French."""
    amount = number(abs(value), minor_digits(currency), tongue)
    symbol, sign = SYMBOLS.get(currency, currency), "-" if value < 0 else ""
    if not tongue.symbol_first or symbol == currency:
        return f"{sign}{amount}{NO_BREAK}{symbol}"
    return f"{sign}{symbol}{NO_BREAK if tongue is not ENGLISH else ''}{amount}"


def day(value: date, pattern: str, tongue: Language) -> str:
    """A date in words (`long`), in figures (`short`) or as in ISO 8601 (`iso`)."""
    if pattern == "iso":
        return value.isoformat()
    shape = tongue.short if pattern == "short" else tongue.long
    return shape.format(
        day=value.day, number=value.month, year=value.year, month=tongue.months[value.month - 1]
    )
