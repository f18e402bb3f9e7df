"""Rules about the dates of contacts, and about messages left unanswered."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

DATES_CLASH = Rule(
    "J431",
    "dates-clash",
    "A specific date comes once, a birthday or a recurring date every year: a journey has dates of "
    "one of the two kinds, as its starting points and in its waits.",
    """\
field renewal: date
field born: birthday
journey thanks:
  starting point: on specific date renewal
  wait until birthday
""",
    "SP-06",
)

NOT_SUCH_A_FIELD = Rule(
    "J432",
    "not-such-a-field",
    "A specific or recurring date is a field of the type `date`, a birthday one of the type "
    "`birthday`.",
    """\
field plan: text
journey thanks:
  starting point: on specific date plan
  wait 1h
""",
    "SP-13",
)

NOT_IN_DAYS = Rule(
    "J433",
    "not-in-days",
    "How far before or after a date is counted in days or weeks; the time of day is said by `at`.",
    """\
field born: birthday
journey thanks:
  starting point: 2 hours before birthday
  wait 1h
""",
    "SP-39",
)

PERIOD_MISSING = Rule(
    "J434",
    "period-missing",
    "That somebody does not open or click an email is known when the time for it is over, so "
    "that time must be said.",
    """\
email hello:
  subject: "Hello"
  body: \"\"\"Hello!\"\"\"
journey thanks:
  starting point: does not open email hello
  wait 1h
""",
    "SP-72",
)

TABLE = (DATES_CLASH, NOT_SUCH_A_FIELD, NOT_IN_DAYS, PERIOD_MISSING)
