"""Rules about what goes out: webhooks, notes to teammates, and when messages may leave."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

WEBHOOK_ADDRESS = Rule(
    "J540",
    "webhook-address",
    "A webhook has an address that a request can go to: `https://crm.example/hooks/jalon`, or "
    "`env:NAME` when the address itself is a secret.",
    """\
webhook crm:
  url: "crm.example"
""",
    "STEP-49",
)

WEBHOOK_HEADER = Rule(
    "J541",
    "webhook-header",
    "A header has a name of letters, digits and `-`, and a value on one line; each name stands "
    "there once. Jalon itself writes `Host`, `Content-Length`, `Idempotency-Key` and what belongs "
    "to the connection.",
    """\
webhook crm:
  url: "https://crm.example/hooks/jalon"
  header: "X Token" is "1234"
""",
    "STEP-49",
)

NOTIFY_WHOM = Rule(
    "J542",
    "notify-whom",
    "`notify` writes to one teammate: an address, then the text. `{{ contact.email }}` and the "
    "other variables belong into the text, not into the address.",
    """\
journey thanks:
  starting point: tag added "vip"
  notify "the team" "Somebody is a VIP now"
""",
    "STEP-51",
)

QUIET_HOURS_BYPASS = Rule(
    "J601",
    "quiet-hours-bypass",
    "Messages may leave in quiet hours only when the contact asked for them just now: in journeys "
    "that start with a keyword that was texted, or with an order notification. In all others drop "
    "`quiet hours: none`.",
    """\
journey thanks:
  starting point: tag added "vip"
  quiet hours: none
  wait 1h
""",
    "STEP-44",
)

FREQUENCY = Rule(
    "J602",
    "frequency",
    "The frequency limits how many marketing messages a contact gets in a calendar day, week or "
    "month: a whole number of emails, of sms, or of messages of both kinds, each limit once.",
    """\
audience:
  frequency: at most 1 email per year
""",
)

HOLDOUT = Rule(
    "J603",
    "holdout",
    "A holdout keeps a part of the contacts out of a journey, to compare with: more than nobody, "
    "and less than everybody.",
    """\
journey thanks:
  starting point: tag added "vip"
  holdout: 100%
  wait 1h
""",
)

TABLE = (WEBHOOK_ADDRESS, WEBHOOK_HEADER, NOTIFY_WHOM, QUIET_HOURS_BYPASS, FREQUENCY, HOLDOUT)
