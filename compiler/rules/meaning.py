"""Rules about meaning: tenses, operators, values, stores."""

from __future__ import annotations

from ...dsl.diagnostics import Rule, Severity

EVENT_NEEDED = Rule(
    "J301",
    "event-needed",
    "Starting points, goals and scores react to something that happens at an instant, told in the "
    "present tense: `buys any product`, `opens email hello`. A condition, told in the past tense "
    'or as a state (`bought anything`, `tagged "vip"`), is true for a while and has no instant.',
    """\
journey thanks:
  starting point: tagged "vip"
  wait 1h
""",
)

CONDITION_NEEDED = Rule(
    "J302",
    "condition-needed",
    "A filter asks what is true of a contact now, in the past tense or as a state: `bought "
    "anything`, `opened email hello`. An event (`buys any product`) is over in an instant, so the "
    "question has no answer.",
    """\
journey thanks:
  starting point: tag added "vip"
  only if: tag added "gold"
  wait 1h
""",
)

WRONG_OPERATOR = Rule(
    "J303",
    "wrong-operator",
    "Each kind of value has its own comparisons: a choice is or is not something, a date lies "
    "before or after another, an address contains a text. The help lists what is possible.",
    """\
field colour: choice of "red", "blue"
segment reds: field colour starts with "r"
""",
)

WRONG_VALUE = Rule(
    "J304",
    "wrong-value",
    "What a field or figure is compared with, or set to, must be of its own kind: text with "
    "text, numbers with numbers, dates with dates, money with money.",
    """\
field size: number
segment large: field size is "large"
""",
)

UNKNOWN_CHOICE = Rule(
    "J305",
    "unknown-choice",
    "A field declared as a `choice of` has only these values; a comparison with another one can "
    "never be true.",
    """\
field colour: choice of "red", "blue"
segment greens: field colour is "green"
""",
)

PERCENTAGE_OUT_OF_RANGE = Rule(
    "J313",
    "percentage-out-of-range",
    "A share of the contacts lies between 0%, nobody, and 100%, everybody; both are allowed.",
    """\
journey thanks:
  starting point: tag added "vip"
  split:
    120% a: wait 1h
    0% b: wait 2h
""",
)

TOO_PRECISE = Rule(
    "J314",
    "too-precise",
    "Values are kept exactly and never rounded: money has the decimals of its currency, numbers "
    "have six, percentages two. A value with more, or too large to keep, is refused.",
    """\
store shop:
  currency: EUR
segment big: total spent > 12.345 EUR
""",
)

NO_TIME_AT_ALL = Rule(
    "J315",
    "no-time-at-all",
    "A duration of zero waits for nothing and looks at nothing: drop the line, or write how long.",
    """\
journey thanks:
  starting point: tag added "vip"
  wait 0 days
""",
)

NOT_A_DURATION = Rule(
    "J316",
    "not-a-duration",
    "Days, weeks, months and years are steps on the calendar and come whole; only hours and "
    "shorter can have decimals. Nothing is longer than a hundred years.",
    """\
journey thanks:
  starting point: tag added "vip"
  wait 1.5 days
""",
)

UNKNOWN_TIME_ZONE = Rule(
    "J317",
    "unknown-time-zone",
    "Time zones have the names of the IANA database: Europe/Paris, America/New_York, UTC.",
    """\
audience:
  time zone: Europe/Pari
""",
)

IMPOSSIBLE_WINDOW = Rule(
    "J318",
    "impossible-window",
    "A window that ends before it starts, or that asks the future about the past, can hold "
    "nothing.",
    """\
segment new: added in the next 3 days
""",
)

NOT_A_COUNT = Rule(
    "J319",
    "not-a-count",
    "Orders, items and times are counted in whole numbers from 0, and a count that is always or "
    "never right is no condition.",
    """\
store shop:
  currency: EUR
segment some: orders > 2.5
""",
)

PROPERTY_OUTSIDE_WHERE = Rule(
    "J320",
    "property-outside-where",
    "`event.NAME` reads a property of the event at hand. There is one inside the `where` of an "
    "event, and nowhere else.",
    """\
segment large: event.seats > 2
""",
)

OUT_OF_RANGE = Rule(
    "J321",
    "out-of-range",
    "Some values have a fixed form: a language and a country are codes of two letters.",
    """\
segment french: language is "french"
""",
)

NOBODY_YET = Rule(
    "J322",
    "nobody-yet",
    "A condition on a message that no active journey sends is allowed, but true of nobody until "
    "the message goes out.",
    """\
email hello:
  subject: "Hello"
  body: \"\"\"Hello!\"\"\"
segment readers: opened email hello
""",
    "SEG-47",
    Severity.WARNING,
)

UNKNOWN_WORD = Rule(
    "J324",
    "unknown-word",
    "Some settings take a word from a closed list; the help names them.",
    """\
store shop:
  platform: shopfy
""",
)

TABLE = (
    EVENT_NEEDED,
    CONDITION_NEEDED,
    WRONG_OPERATOR,
    WRONG_VALUE,
    UNKNOWN_CHOICE,
    PERCENTAGE_OUT_OF_RANGE,
    TOO_PRECISE,
    NO_TIME_AT_ALL,
    NOT_A_DURATION,
    UNKNOWN_TIME_ZONE,
    IMPOSSIBLE_WINDOW,
    NOT_A_COUNT,
    PROPERTY_OUTSIDE_WHERE,
    OUT_OF_RANGE,
    NOBODY_YET,
    UNKNOWN_WORD,
)
