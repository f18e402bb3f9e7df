"""Rules about the steps of journeys."""

from __future__ import annotations

from ...dsl.diagnostics import Rule, Severity

CART_ACTION = Rule(
    "J403",
    "cart-action",
    "A journey for abandoned carts may wait, branch and send. It may not change the contact: put "
    "that into a journey of its own.",
    """\
journey rescue:
  starting point: abandons cart
  add tag "cart"
""",
    "SP-57",
)

SHARES = Rule(
    "J408",
    "shares-not-hundred",
    "The arms of a split share out everybody, so their percentages add up to 100. An arm may have "
    "0% and another 100%.",
    """\
journey thanks:
  starting point: tag added "vip"
  split:
    33% a: wait 1h
    66% b: wait 2h
""",
    "STEP-24",
)

ASKED_TOO_SOON = Rule(
    "J409",
    "asked-too-soon",
    "Few people open an email in the minute it arrives. Before a branch asks whether they did, "
    "wait four hours at least, or wait for it: `if opens email hello within 2 days:`.",
    """\
email hello:
  subject: "Hello"
  body: \"\"\"Hello!\"\"\"
journey thanks:
  starting point: tag added "vip"
  send email hello
  if opened email hello: wait 1h
""",
    "STEP-22",
    Severity.WARNING,
)

NEVER_REACHED = Rule(
    "J410",
    "never-reached",
    "After `stop` or `archive`, or when every way before it ends so, a step is never reached.",
    """\
journey thanks:
  starting point: tag added "vip"
  stop
  wait 1h
""",
)

WITHIN_MISSING = Rule(
    "J413",
    "within-missing",
    "An `if` on an event waits for it, and needs to know how long: `if opens email hello within "
    "2 days:`. To ask whether it has happened already, use the past tense: `if opened email "
    "hello:`.",
    """\
email hello:
  subject: "Hello"
  body: \"\"\"Hello!\"\"\"
journey thanks:
  starting point: tag added "vip"
  send email hello
  if opens email hello: wait 1h
""",
)

WITHIN_A_CONDITION = Rule(
    "J414",
    "within-a-condition",
    "An `if` on a condition is decided at once; `within` belongs to events. To wait for a "
    "condition, use `wait for … up to …`.",
    """\
journey thanks:
  starting point: tag added "vip"
  if tagged "gold" within 2 days: wait 1h
""",
)

NO_STEPS = Rule(
    "J415",
    "no-steps",
    "A journey without steps lets contacts in and does nothing with them.",
    """\
journey thanks:
  starting point: tag added "vip"
""",
    None,
    Severity.WARNING,
)

REPEATS = Rule(
    "J416",
    "too-many-repeats",
    "A `repeat` is written out step by step: it takes a whole number from 1 to 100, and a journey "
    "has at most 2,000 steps in all.",
    """\
journey thanks:
  starting point: tag added "vip"
  repeat 1000 times every 1 day:
    add tag "again"
""",
    "STEP-02",
)

LABEL_TAKEN = Rule(
    "J417",
    "label-taken",
    "A label names one step of its journey; `start`, `completed` and `stopped` are the names of "
    "the ends.",
    """\
journey thanks:
  starting point: tag added "vip"
  wait 1h as pause
  wait 2h as pause
""",
)

ARM_TAKEN = Rule(
    "J418",
    "arm-taken",
    "The arms of a split need different names, or reports could not tell them apart.",
    """\
journey thanks:
  starting point: tag added "vip"
  split:
    50% a: wait 1h
    50% a: wait 2h
""",
)

CLOSED_HOURS = Rule(
    "J419",
    "closed-hours",
    "The hours to wait for open before they close, on the same day. Quiet hours may cross "
    "midnight, but have a beginning and another end.",
    """\
journey thanks:
  starting point: tag added "vip"
  wait until monday between 17:00 and 09:00
""",
)

AMONG_ALONE = Rule(
    "J425",
    "among-alone",
    "`if among the first 100:` counts the contacts who come there, so it is the whole question of "
    "an `if` or an `else if`, with a whole number from 1 on.",
    """\
journey thanks:
  starting point: tag added "vip"
  if among the first 100 or vip: wait 1h
""",
    "STEP-70",
)

TABLE = (
    CART_ACTION,
    SHARES,
    ASKED_TOO_SOON,
    NEVER_REACHED,
    WITHIN_MISSING,
    WITHIN_A_CONDITION,
    NO_STEPS,
    REPEATS,
    LABEL_TAKEN,
    ARM_TAKEN,
    CLOSED_HOURS,
    AMONG_ALONE,
)
