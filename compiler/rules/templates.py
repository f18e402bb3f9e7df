"""Rules about templates: what a subject or a body may read and do, and what it must have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...dsl.diagnostics import Rule, Severity

UNREADABLE_TEMPLATE = Rule(
    "J520",
    "unreadable-template",
    "Subjects, preheaders and bodies are templates: `{{ … }}` shows a value, `{% if … %}` and "
    "`{% for … %}` choose and repeat, and each of these ends with `{% endif %}` or `{% endfor %}`.",
    """\
email hello:
  subject: "{{ contact.first_name"
  kind: transactional
  body: \"\"\"Hello\"\"\"
""",
)

UNKNOWN_VARIABLE = Rule(
    "J521",
    "unknown-variable",
    "A template reads the contact, with every declared field by its name, and the cart, order, "
    "product or event that let the contact in: docs/delivery.md lists them all.",
    """\
email hello:
  subject: "Hello {{ contact.frist_name }}"
  kind: transactional
  body: \"\"\"Hello\"\"\"
""",
)

NOT_IN_THIS_JOURNEY = Rule(
    "J522",
    "not-in-this-journey",
    "A message is read in the journeys that send it. One that speaks of a cart can only be sent "
    "where a cart lets people in, one with a code only after `give discount`; `{% if cart %}` "
    "asks whether there is one.",
    """\
email hello:
  subject: "Your cart is worth {{ cart.total | money }}"
  kind: transactional
  body: \"\"\"Hello\"\"\"
journey thanks:
  starting point: tag added "vip"
  send email hello
""",
)

BLANK_VALUE = Rule(
    "J523",
    "blank-value",
    "Not every contact has told a name, a language or a field, and a blank one leaves a hole in "
    "the text. Say what stands there instead, with `or`, with `| default(…)`, or choose with `if`.",
    """\
email hello:
  subject: "Hello {{ contact.first_name }}"
  kind: transactional
  body: \"\"\"Hello\"\"\"
""",
    severity=Severity.WARNING,
)

UNKNOWN_FILTER = Rule(
    "J524",
    "unknown-filter",
    "What stands behind `|` or `is` in a template is one of a short list: docs/delivery.md has it.",
    """\
email hello:
  subject: "{{ contact.email | uper }}"
  kind: transactional
  body: \"\"\"Hello\"\"\"
""",
)

REFUSED_IN_TEMPLATE = Rule(
    "J525",
    "refused-in-template",
    "A template reads values and nothing else: it calls nothing but the content blocks, defines "
    "no macros and includes no files, so that no template can harm the machine it runs on.",
    """\
email hello:
  subject: "{{ contact.email.upper() }}"
  kind: transactional
  body: \"\"\"Hello\"\"\"
""",
)

NO_WAY_OUT = Rule(
    "J526",
    "no-way-out",
    "Every marketing email has a link by which its reader unsubscribes: nothing is added to what "
    "you wrote, so put `{{ unsubscribe_url }}` into it. Mail that is no marketing says "
    "`kind: transactional`.",
    """\
email hello:
  subject: "Hello"
  body: \"\"\"Hello\"\"\"
""",
    severity=Severity.WARNING,
)

CART_BLOCK_ALONE = Rule(
    "J527",
    "cart-block-alone",
    "The cart block shows the reader's own abandoned cart: it belongs into a message that a "
    "journey sends, and shows nothing in one that is sent to everybody once.",
    """\
email hello:
  subject: "Hello"
  kind: transactional
  body: \"\"\"{{ cart_block() }}\"\"\"
""",
    "GR-30",
)

CART_BLOCK_ELSEWHERE = Rule(
    "J528",
    "cart-block-elsewhere",
    "The cart block is for journeys that start with an abandoned cart. In another one there may "
    "be no cart, and the block then shows nothing.",
    """\
email hello:
  subject: "Hello"
  kind: transactional
  body: \"\"\"{{ cart_block() }}\"\"\"
journey thanks:
  starting point: tag added "vip"
  send email hello
""",
    "GR-31",
    Severity.WARNING,
)

TOO_MANY_LIMITS = Rule(
    "J529",
    "too-many-limits",
    "Recommendations can be limited to one category of products and to one variant.",
    """\
email hello:
  subject: "Hello"
  kind: transactional
  body: \"\"\"{{ recommendations(category=["Boots", "Socks"]) }}\"\"\"
""",
    "GR-22",
)

SURVEY_NOT_SHOWN = Rule(
    "J530",
    "survey-not-shown",
    "`send email … with survey …` gives the message a survey, and the message shows it: its "
    "question is `{{ survey.question }}`, and `{{ survey.url }}` is where it is answered.",
    """\
survey nps "How likely?": 0 to 10
email hello:
  subject: "Hello"
  kind: transactional
  body: \"\"\"Hello\"\"\"
journey thanks:
  starting point: tag added "vip"
  send email hello with survey nps
""",
    "STEP-41",
    Severity.WARNING,
)

DISCOUNT_OVER = Rule(
    "J531",
    "discount-over",
    "A discount that ends, or may be used so many times, gives no code any more after that, and "
    "a message that shows one cannot be written. `{% if discount %}` asks whether there is one.",
    """\
discount D10: 10% off
  ends: 2027-01-31
email hello:
  subject: "Your code: {{ discount.code }}"
  kind: transactional
  body: \"\"\"Hello\"\"\"
journey thanks:
  starting point: tag added "vip"
  give discount D10
  send email hello
""",
    severity=Severity.WARNING,
)

FOREIGN_MERGE_TAG = Rule(
    "J532",
    "foreign-merge-tag",
    "Other systems write `*|FNAME|*`, `%FIRSTNAME%` or `[[firstname]]` where a value is to stand. "
    "Here that is text like any other, and is sent as it is written: say `{{ contact.… }}`.",
    """\
email hello:
  subject: "Hello *|EMAIL|*"
  kind: transactional
  body: \"\"\"Hello\"\"\"
""",
    severity=Severity.WARNING,
)

TABLE = (
    FOREIGN_MERGE_TAG,
    UNREADABLE_TEMPLATE,
    UNKNOWN_VARIABLE,
    NOT_IN_THIS_JOURNEY,
    BLANK_VALUE,
    UNKNOWN_FILTER,
    REFUSED_IN_TEMPLATE,
    NO_WAY_OUT,
    CART_BLOCK_ALONE,
    CART_BLOCK_ELSEWHERE,
    TOO_MANY_LIMITS,
    SURVEY_NOT_SHOWN,
    DISCOUNT_OVER,
)
BY_NAME: Final[Mapping[str, Rule]] = {rule.name: rule for rule in TABLE}
