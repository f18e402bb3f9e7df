"""Rules about messages: what is sent must have words, and a subject."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

MISSING_BODY = Rule(
    "J501",
    "missing-body",
    "The words of an email are in `emails/NAME.md`, `.mjml` or `.html`, those of a text message in "
    "`sms/NAME.txt`, beside the journey or in a folder above it; or where `body:` says; or in the "
    "declaration itself.",
    """\
email hello:
  subject: "Hello"
""",
)

MISSING_SUBJECT = Rule(
    "J502",
    "missing-subject",
    "An email needs a subject line: it is what people see before they open it. Write `subject:` "
    "with a text; it may use the same template variables as the body.",
    """\
email hello:
  body: \"\"\"Hello!\"\"\"
""",
)

TWO_BODIES = Rule(
    "J503",
    "two-bodies",
    "A message has one body. Of two files with its name, say which one is meant: "
    '`body: "emails/hello.md"`.',
)

NO_MESSAGE = Rule(
    "J504",
    "no-message",
    "`send email` alone sends the email named like the journey, or the built-in one of its "
    "starting point: an abandoned cart, an order notification, a birthday, signing up for email. "
    "Anywhere else, name the email.",
    """\
journey thanks:
  starting point: tag added "vip"
  send email
""",
)

BAD_ADDRESS = Rule(
    "J505",
    "bad-address",
    "A sender is an address, `carts@trail.example`, or a name and an address: "
    "`Trail & Co <carts@trail.example>`.",
    """\
audience:
  from: "Trail & Co"
""",
)

EMPTY_TEXT = Rule(
    "J506",
    "empty-text",
    "A subject, a body, a tag or the name of a product without a single letter says nothing.",
    """\
sms nudge: ""
""",
)

UNREADABLE_BODY = Rule(
    "J507",
    "unreadable-body",
    "Message bodies are text files in UTF-8 inside the project's folder.",
)

TABLE = (
    MISSING_BODY,
    MISSING_SUBJECT,
    TWO_BODIES,
    NO_MESSAGE,
    BAD_ADDRESS,
    EMPTY_TEXT,
    UNREADABLE_BODY,
)
