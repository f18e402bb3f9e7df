"""Rules about journeys that start each other."""

from __future__ import annotations

from ...dsl.diagnostics import Rule, Severity

STARTS_ITSELF = Rule(
    "J461",
    "starts-itself",
    "A journey never starts itself in the same run. Who is to come in again is let in by a "
    "starting point and `re-entry`, and what is to be done several times by `repeat`.",
    """\
journey thanks:
  starting point: tag added "vip"
  start journey thanks
""",
    "STEP-52",
)

NOT_TO_BE_STARTED = Rule(
    "J462",
    "not-to-be-started",
    "The messages of a journey for abandoned carts, or for an order notification, speak of that "
    "cart or that order: nothing else can start it.",
    """\
journey rescue:
  starting point: abandons cart
  send email
journey thanks:
  starting point: tag added "vip"
  start journey rescue
""",
    "SP-05",
)

ROUND_AND_ROUND = Rule(
    "J463",
    "round-and-round",
    "Journeys that start each other in a circle, and that all let in again always, never come to "
    "an end for anybody who is in one of them.",
    """\
journey summer:
  starting point: tag added "vip"
  re-entry: always
  wait 180 days
  start journey winter
journey winter:
  starting point: tag added "cold"
  re-entry: always
  wait 180 days
  start journey summer
""",
    "STEP-52",
    Severity.WARNING,
)

TABLE = (STARTS_ITSELF, NOT_TO_BE_STARTED, ROUND_AND_ROUND)
