"""What a template can read and what may be wrong in one: shared by the check and the rendering."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, NamedTuple

Part = Literal["subject", "preheader", "body", "sms", "note", "request"]

# Every name that a template can start from, and what can be read of it. A record that is no
# record of ours (`event` has whatever was told with it) is open: `OPEN`.
RECORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "contact": (
        *("email", "first_name", "last_name", "phone", "language", "country", "source"),
        *("name", "rating", "vip", "added_at"),
    ),
    "audience": ("name", "sender", "postal_address", "website", "currency"),
    "shop": ("name", "url", "sender", "postal_address", "website", "currency"),
    "journey": ("name", "title"),
    "message": ("name",),
    "cart": ("id", "url", "total", "currency", "store", "updated_at", "lines", "items"),
    "order": (
        *("id", "number", "total", "currency", "store", "placed_at", "financial_status"),
        *("fulfillment_status", "lines"),
    ),
    "product": ("id", "name", "vendor", "url", "image", "price", "currency", "store"),
    "event": ("kind", "subject", "store", "at"),
    "discount": ("code", "name", "title", "value", "minimum_spend", "ends"),
    "survey": ("name", "question", "url", "low", "high"),
    "line": ("name", "quantity", "price", "total", "currency", "url", "image"),
    "item": ("name", "price", "url"),
    "loop": ("index", "index0", "revindex", "revindex0", "first", "last", "length"),
}
ALWAYS: Final = ("contact", "audience", "shop", "journey", "message")
OPTIONAL: Final = ("cart", "order", "product", "event", "discount", "survey")
OPEN: Final = frozenset({"event"})
UNSUBSCRIBE: Final = "unsubscribe_url"
LISTS: Final[Mapping[tuple[str, str], str]] = {
    ("cart", "lines"): "line",
    ("cart", "items"): "item",
    ("order", "lines"): "line",
}

CART_BLOCK: Final = "cart_block"
RECOMMENDATIONS: Final = "recommendations"
BLOCKS: Final = (CART_BLOCK, RECOMMENDATIONS)


class Surroundings(NamedTuple):
    """What one template is read in: which part of which kind of message, sent by which journeys.

    `lacking` names, for each optional record that is not always there, a journey that may be
    without it; `never` holds those that no journey has. `blank` are dotted names whose value a
    contact may lack, or nobody declared. `carts` says whether every journey that sends it begins
    with an abandoned cart; `sent`, whether any journey sends it; `survey`, with a survey. `passing`
    is a journey that gives a discount which ends, or is limited.
    """

    part: Part
    format: str
    fields: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    lacking: Mapping[str, str] = {}
    never: frozenset[str] = frozenset()
    marketing: bool = False
    sent: bool = True
    carts: str | None = None
    survey: bool = False
    passing: str | None = None


class Mistake(NamedTuple):
    """One mistake in a template: the rule's name, the place in characters, words, help, a fix."""

    rule: str
    start: int
    end: int
    words: str
    help: str | None = None
    fix: tuple[int, int, str] | None = None


TemplateCheck = Callable[[str, Surroundings], Iterable[Mistake]]
