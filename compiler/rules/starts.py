"""Rules about starting points and the settings of journeys."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

EXCLUSIVE_START = Rule(
    "J401",
    "exclusive-starting-point",
    "An abandoned cart or an order notification makes a journey of its own: its messages speak of "
    "that cart or that order, so no other starting point can lead to them.",
    """\
journey rescue:
  starting point: abandons cart
  starting point: tag added "vip"
  wait 1h
""",
    "SP-05",
)


NO_START = Rule(
    "J402",
    "no-starting-point",
    "A journey needs at least one starting point, the event that lets a contact in. Contacts that "
    "are added by hand come in with `starting point: added manually`.",
    """\
journey thanks:
  wait 1h
""",
    "SP-01",
)


CART_TOO_SOON = Rule(
    "J404",
    "cart-too-soon",
    "A cart that rests for less than 15 minutes is not abandoned: its owner may be looking for "
    "the card.",
    """\
journey rescue:
  starting point: abandons cart after 5m
  send email
""",
    "SP-58",
)


SECOND_CART_JOURNEY = Rule(
    "J405",
    "second-cart-journey",
    "One cart, one journey: of the active journeys, only one may start at the carts of a store. "
    "Two may share a store when one takes only carts `with products` that the other leaves out "
    "by `without products`.",
    """\
journey first:
  starting point: abandons cart
  send email
journey second:
  starting point: abandons cart
  send email
""",
    "SP-62",
)


EVENT_NAME_LENGTH = Rule(
    "J407",
    "event-name-length",
    "The name of an event that arrives by the API has 2 to 30 characters.",
    """\
journey thanks:
  starting point: event "x"
  wait 1h
""",
    "SP-82",
)


WITH_AND_WITHOUT = Rule(
    "J420",
    "with-and-without",
    "A product that the cart must have cannot be one that it must not have.",
    """\
journey rescue:
  starting point: abandons cart with products "A" without products "A"
  send email
""",
    "SP-56",
)


TABLE = (
    EXCLUSIVE_START,
    NO_START,
    CART_TOO_SOON,
    SECOND_CART_JOURNEY,
    EVENT_NAME_LENGTH,
    WITH_AND_WITHOUT,
)
