"""Rules about what a store and the audience tell each other."""

from __future__ import annotations

from ...dsl.diagnostics import Rule

SMS_SYNC_WITHOUT_PROGRAM = Rule(
    "J325",
    "sms-sync-without-program",
    "Subscribers to texts are taken over from a store only where texts can be sent: the audience "
    "needs its sms program.",
    """\
audience:
  currency: EUR
store shop:
  sync sms since: 2026-05-01
""",
    "SYNC-51",
)

BACK_WITHOUT_CONTACTS = Rule(
    "J326",
    "back-without-contacts",
    "New contacts can become customers of the store only where contacts are kept in step.",
    """\
store shop:
  sync contacts: no
  sync new contacts back: yes
""",
    "SYNC-60",
)

SYNC_TIME = Rule(
    "J327",
    "sync-time",
    "How often promo codes are fetched is counted in hours or minutes; the default is every 3 "
    "hours. Consents to texts are taken over from the first hour of a day in the store's zone.",
    """\
store shop:
  promo codes every: 2 days
""",
    "SYNC-81",
)

TABLE = (SMS_SYNC_WITHOUT_PROGRAM, BACK_WITHOUT_CONTACTS, SYNC_TIME)
