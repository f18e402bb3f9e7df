"""Rules about scores, discounts and offers."""

from __future__ import annotations

from ...dsl.diagnostics import Rule, Severity

POINTS = Rule(
    "J451",
    "points",
    "Points are whole numbers, and a score has at most 99,999,999 of them. What an event or a step "
    "is worth is said by who writes it: at least one point.",
    """\
score loyalty:
  +0 when unsubscribes
""",
    "STEP-72",
)

NO_SCORE_EVENT = Rule(
    "J452",
    "no-score-event",
    "A score counts what contacts do, and purchases line by line. It cannot count what scores do, "
    "what is done to one journey by hand, or several products that must be bought at once.",
    """\
score loyalty:
  +10 when score of loyalty reaches 50
""",
    "GR-42",
)

NOTHING_OFF = Rule(
    "J453",
    "nothing-off",
    "A discount takes something off: more than 0%, or an amount of more than nothing.",
    """\
discount THANKS10: 0% off
""",
    "OFFER-16",
)

DISCOUNT_TERMS = Rule(
    "J454",
    "discount-terms",
    "A code can be used a whole number of times, once at least, and ends with a day.",
    """\
discount THANKS10: 10% off
  limit: 0 per customer
""",
    "OFFER-12",
)

NO_SHOP_CHANNEL = Rule(
    "J455",
    "no-shop-channel",
    "Offers are shown in the Shop channel of a store: the store says `sell with shop: yes`, and "
    "with several stores the offer says which one it is of.",
    """\
store shop:
  currency: EUR
discount THANKS10: 10% off
offer thanks:
  store: shop
  discount: THANKS10
""",
    "OFFER-01",
)

OFFER_WITHOUT_CODE = Rule(
    "J456",
    "offer-without-code",
    "An offer needs the code of a discount before it can be active; a draft can do without.",
    """\
store shop:
  sell with shop: yes
offer thanks:
  store: shop
""",
    "OFFER-20",
)

SHARED_CODE = Rule(
    "J457",
    "shared-code",
    "The orders made with an offer are told by its code: a code of its own counts exactly, one "
    "that two offers share counts for both.",
    """\
store shop:
  sell with shop: yes
discount THANKS10: 10% off
offer thanks:
  discount: THANKS10
offer again:
  discount: THANKS10
""",
    "OFFER-14",
    Severity.WARNING,
)

BANNER = Rule(
    "J458",
    "banner-size",
    "The banner of an offer is 933 pixels wide and 480 high; another size is cropped.",
    """\
store shop:
  sell with shop: yes
discount THANKS10: 10% off
offer thanks:
  discount: THANKS10
  banner: "banners/thanks.png"
""",
    "OFFER-21",
    Severity.WARNING,
)

CODE_IN_MESSAGE = Rule(
    "J459",
    "code-in-message",
    "The app shows the code of an offer by itself. In its words, the code goes out of date when "
    "another one is chosen.",
    """\
store shop:
  sell with shop: yes
discount THANKS10: 10% off
offer thanks "Use THANKS10":
  discount: THANKS10
""",
    "OFFER-22",
    Severity.WARNING,
)

TABLE = (
    POINTS,
    NO_SCORE_EVENT,
    NOTHING_OFF,
    DISCOUNT_TERMS,
    NO_SHOP_CHANNEL,
    OFFER_WITHOUT_CODE,
    SHARED_CODE,
    BANNER,
    CODE_IN_MESSAGE,
)
