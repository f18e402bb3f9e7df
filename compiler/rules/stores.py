"""Rules about stores: what they know, and the money they take."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

UNKNOWN_CURRENCY = Rule(
    "J306",
    "unknown-currency",
    "Currencies are the three letters of ISO 4217: EUR, USD, GBP, JPY…",
    """\
audience:
  currency: EUX
""",
)


OTHER_CURRENCY = Rule(
    "J307",
    "other-currency",
    "Amounts are never converted. An amount in a currency that the store does not sell in finds "
    "no order at all.",
    """\
store shop:
  currency: EUR
segment big: total spent > 500 USD
""",
    "AMB-28",
)


SEVERAL_CURRENCIES = Rule(
    "J308",
    "several-currencies",
    "A bare number takes the currency of the store. When the stores sell in different "
    "currencies, say which one is meant: write it behind the number, or name the store.",
    """\
store paris:
  currency: EUR
store london:
  currency: GBP
segment big: total spent > 500
""",
    "AMB-28",
)


NO_STORE = Rule(
    "J309",
    "no-store",
    "Conditions and events about purchases need a store. A project of nothing but journeys has "
    "one by itself, called `default`; as soon as anything else is declared, the store must be too.",
    """\
segment buyers: bought anything
""",
    "SEG-26",
)


STORE_LACKS = Rule(
    "J310",
    "store-lacks",
    "Stores differ in what they know. A store without `vendors`, `categories` or `order count` "
    "among what it `has:` cannot answer questions about them; each platform has defaults.",
    """\
store shop:
  has: categories
segment fans: bought vendor "Acme"
""",
    "SEG-02",
)


VARIANT = Rule(
    "J311",
    "variant-as-product",
    "Products are matched as a whole, by their id or name. Their variants, a size or a colour, "
    "cannot be asked for.",
    """\
store shop:
  currency: EUR
segment fans: bought product "gid://shopify/ProductVariant/42"
""",
    "SEG-07",
)


STORE_NOT_MEANT = Rule(
    "J323",
    "store-not-meant",
    "`in store` narrows what happens in a store: orders, carts, products. Tags, groups, fields "
    "and messages belong to the contact.",
    """\
store shop:
  currency: EUR
segment readers: did event "booked" in store shop
""",
)


NO_SHOP_EVENTS = Rule(
    "J328",
    "no-shop-events",
    "What people view, search for and put into carts is told by the store's connector. One that is "
    "too old, or told not to, says `sync events: no`, and then nothing can start with it.",
    """\
store shop:
  sync events: no
journey lookers:
  starting point: views any product
  wait 1h
""",
    "SP-15",
)


TABLE = (
    UNKNOWN_CURRENCY,
    OTHER_CURRENCY,
    SEVERAL_CURRENCIES,
    NO_STORE,
    STORE_LACKS,
    VARIANT,
    STORE_NOT_MEANT,
    NO_SHOP_EVENTS,
)
