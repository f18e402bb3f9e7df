"""The few words of the generated worlds: few, so that things meet."""

from __future__ import annotations

from datetime import UTC, datetime

from jalon.compiler.ir import Email, Field, Group, Sms, Store
from jalon.compiler.ir.offers import Discount

from ..reference.clock import instant_of
from ..reference.world import Product

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
QUARTER = 15 * MINUTE

ZONES = (
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/Havana",  # changes its clock at midnight
    "Australia/Lord_Howe",  # changes it by half an hour
    "Asia/Kathmandu",
)

# Around these days clocks change somewhere, months end, or a leap day is near.
BASES = tuple(
    instant_of(datetime(*day, 12, tzinfo=UTC))
    for day in (
        (2026, 3, 7),
        (2026, 3, 28),
        (2026, 4, 4),
        (2026, 10, 3),
        (2026, 10, 24),
        (2026, 10, 31),
        (2026, 2, 27),
        (2028, 2, 28),
        (2026, 12, 31),
        (2026, 6, 17),
    )
)

TAGS = ("go", "vip", "x")
OFTEN = ("x", "x", "x", "vip", "go")  # tags as they are told and waited for
GROUPS = ("interests.running", "interests.hiking")
JOURNEYS = ("first", "second", "third")
SEGMENTS = ("loyal", "early")
PLACES = (  # millionths of a degree: Annecy, Geneva, Suva and Apia, across the date line
    *((45_899_247, 6_129_384), (46_204_391, 6_143_158)),
    *((-18_141_600, 178_441_900), (-13_833_300, -171_766_700)),
)
REACHES = tuple(km * 1_000_000 for km in (0, 10, 40, 1_200, 25_000))
POSTAL_CODES = ("74000", "SW1A 1AA", "01000")
COUNTRIES = ("FR", "fr ", "DE", "Straße", "İstanbul")
NAMES = ("Anna", "ANNA", "Zoë", "Zoe\u0308", "a%_b")
PLANS = ("gold", "Silver", "Café", "cafe\u0301")
COLOURS = ("red", "Dark Blue")
SEARCHED = (
    *("fr", "anna", "zoë", "gold", "silver", "café", "o", "a", "%", "strasse"),
    *("74", "25-34", "high"),
)
MESSAGES = ("hello", "cart_mail", "news")

FIELDS = (
    Field(name="plan", type="text"),
    Field(name="colour", type="choice", choices=COLOURS),
    Field(name="size", type="number"),
    Field(name="renewal", type="date"),
    Field(name="dob", type="birthday"),
    Field(name="optin", type="yes/no"),
)
TEXT_ATTRIBUTES = (
    *("email", "first_name", "country", "email_status", "field.plan", "field.colour"),
    *("postal_code", "predicted_age", "lifetime_value", "email_engagement"),
)

STORES = (
    Store(name="shop", currency="EUR", time_zone="Europe/Paris"),
    Store(name="outlet", currency="USD", time_zone="America/New_York", counted="paid"),
)
CURRENCIES = ("EUR", "USD")
PRODUCTS = (
    Product(1, "shop", "B1", "Trail Boots", " ACME ", ["Boots", "Outdoor"]),
    Product(2, "shop", "B2", "City Boots", "Other", ["boots"]),
    Product(3, "shop", "T1", "Tent", "Acme", ["Outdoor"]),
    Product(4, "shop", "N1", None, None, []),
    Product(5, "outlet", "B1", "Trail Boots", None, ["Boots", "Sale"]),
)
PRICES = {1: 2000, 2: 500, 3: 0, 4: 0, 5: 1000}  # in carts, by product
PRODUCT_WORDS = {
    "product": ("b1", "trail boots", "tent", "n1", "boots"),
    "category": ("boots", "outdoor", "sale"),
    "vendor": ("acme", "other", "a"),
}

EMAILS = tuple(
    Email(
        name=name,
        subject="s",
        body="b",
        purpose="transactional" if name == "news" else "marketing",
    )
    for name in MESSAGES
)
TEXTS = (Sms(name="nudge", body="b"),)
SCORES = ("loyalty", "other")
DISCOUNTS = (
    Discount(name="TEN", type="percentage", value=1000),
    Discount(name="ONCE", type="free_shipping", limit=1),
)
INTERESTS = Group(name="interests", members=("running", "hiking"))
