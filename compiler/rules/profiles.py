"""Profiles: what other products limit, so that a project says whether it could be rebuilt there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from ...dsl.diagnostics import Rule

MAILCHIMP: Final = "mailchimp"
GETRESPONSE: Final = "getresponse"

BEYOND_THE_PROFILE = Rule(
    "J905",
    "beyond-the-profile",
    '`profile = "mailchimp"` or `"getresponse"` in `jalon.toml` asks whether the project could be '
    "rebuilt there. What goes beyond that product is an error then; without a profile it is fine. "
    "`jalon rule mailchimp` and `jalon rule getresponse` list what each limits.",
)


class Limit(NamedTuple):
    """What a profile limits: the catalogue's ID, and a sentence."""

    catalogue: str
    words: str


LIMITS: Final[Mapping[str, tuple[Limit, ...]]] = {
    MAILCHIMP: (
        Limit("SP-03", "a journey has three starting points at most"),
        Limit("SP-08", "between one run of a journey and the next are five minutes at least"),
        Limit("SP-58", "a cart counts as abandoned after one hour at least"),
        Limit("STEP-03", "a journey has 100 points at most, the rounds of a `repeat` written out"),
        Limit("STEP-21", "an `if` has five conditions at most, joined by one `and` or one `or`"),
        Limit("STEP-24", "a `split` has two arms"),
        Limit("STEP-29", "a journey waits for ten conditions or events at most"),
        Limit("SEG-16", "`total spent` and `single order` are compared by `>` and `<` alone"),
        Limit("SEG-41", "a segment without blocks in it has five conditions at most"),
    ),
    GETRESPONSE: (
        Limit("STEP-60", "a workflow starts with a condition: nobody is put into it by hand"),
        Limit("STEP-62", "a workflow starts with, and waits for, one of the conditions below"),
        Limit("STEP-64", "`if opens email …` and `if clicks …` without `within` last one day"),
        Limit("STEP-65", "an abandoned cart has its own time, `after 6h`: no `within`, no `up to`"),
        Limit("STEP-66", "`buys …` says in which store"),
        Limit("STEP-67", "`abandons cart` says in which store"),
        Limit("STEP-69", "a filter looks at eight segments at most"),
        Limit("SEG-82", "an amount of money says its currency"),
        Limit("SEG-84", "`bought vendor` is of one brand, in one store"),
        Limit("SEG-87", "a segment has eight sections at most, of eight conditions at most"),
        Limit("SEG-88", "`not bought …` is asked of buyers alone: `bought anything` beside it"),
        Limit("GR-01", "a store is of one of the platforms that have a plugin, or of the API"),
        Limit("GR-05", 'with `plan = "Email Marketing"` nothing is known of purchases'),
        Limit("GR-07", "a store tells of products, purchases and abandoned carts, and no more"),
    ),
}


class Condition(NamedTuple):
    """A condition as that product calls it, and how it is written here."""

    name: str
    here: str


# STEP-62: what a workflow starts with, or waits for.
WORKFLOW: Final = (
    Condition("subscribed", "`signs up for email`, `joins group G`"),
    Condition("message sent", "`is sent email M`"),
    Condition("message opened", "`opens email M`, `does not open email M within 1 day`"),
    Condition("link clicked", '`clicks email M`, `clicks link "…" in email M`'),
    Condition("tag", '`tag added "x"`'),
    Condition("score", "`score of S reaches 50`"),
    Condition("purchased", "`buys any product in store S`"),
    Condition("cart abandoned", "`abandons cart in store S`"),
    Condition("visited URL", '`views page "/x"`'),
    Condition("custom field changed", '`field F changes to "x"`'),
    Condition("special event", "`on birthday`, `on signup date`, `goes 30 days without buying`"),
    Condition("added to pipeline", "not in this language"),
    Condition("billing status changed", "`order paid`, `order refunded`"),
)
# SEG-80 to SEG-86, SEG-89: what a search for contacts asks.
SEARCH: Final = (
    Condition("product", '`bought product "A"`, `bought category "B"`'),
    Condition("brand", '`bought vendor "V" in store S`'),
    Condition("date", "`bought anything in the last 30 days`, `last order before 2026-03-01`"),
    Condition("purchase count", '`orders >= 2`, `bought product "A" at least 2 times`'),
    Condition("amount", "`total spent > 100 EUR`"),
    Condition("abandoned cart", "`abandoned a cart worth > 50 EUR yesterday`"),
    Condition("name, email, custom field", '`first name is "Ana"`, `field plan is "gold"`'),
    Condition("tag, score", '`tagged "vip"`, `score of S >= 10`'),
    Condition("message activity", "`opened email M`, `was sent any email in the last 7 days`"),
    Condition("geolocation", '`country is "FR"`, `within 20 km of 45.90, 6.12`'),
    Condition("consent", "`subscribed`, `subscribed to sms`"),
    Condition("custom event", '`did event "booked"`'),
)
CONDITIONS: Final[Mapping[str, Mapping[str, tuple[Condition, ...]]]] = {
    MAILCHIMP: {},
    GETRESPONSE: {"Conditions of workflows": WORKFLOW, "Conditions of searches": SEARCH},
}

TABLE = (BEYOND_THE_PROFILE,)
