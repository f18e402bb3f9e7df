"""Checks of what a store and the audience tell each other."""

from __future__ import annotations

from typing import Final

from ...dsl import nodes
from ...dsl.diagnostics import Finding
from ..exact import length
from ..resolve.facts import Settings
from ..rules.syncing import BACK_WITHOUT_CONTACTS, SMS_SYNC_WITHOUT_PROGRAM, SYNC_TIME
from .place import Checks, Findings, On, Place

MINUTE: Final = 60_000


def sms_program(node: nodes.Setting, place: Place) -> Findings:
    """`sync sms since: 2026-05-01` without an `sms program`. SYNC-51."""
    if node.key == "sync sms since" and "sms program" not in place.project.audience.settings.found:
        words = "texts are taken over from the store, and there is no sms program to send any"
        help = 'add to the audience: `sms program: FR from "+33600000000"`'
        yield SMS_SYNC_WITHOUT_PROGRAM, Finding(node.span, words, help)


def back(node: nodes.Store, place: Place) -> Findings:
    """`sync contacts: no` beside `sync new contacts back: yes`."""
    settings = Settings.of(node.settings)
    contacts = settings.one("sync contacts", nodes.YesNo)
    there_and_back = settings.one("sync new contacts back", nodes.YesNo)
    if contacts and not contacts.value and there_and_back and there_and_back.value:
        words = "new contacts cannot go back to a store whose contacts are not kept in step"
        yield BACK_WITHOUT_CONTACTS, Finding(there_and_back.span, words, "write `no`, or drop it")


def promo_codes(node: nodes.Setting, place: Place) -> Findings:
    """`promo codes every: 0h`, `promo codes every: 2 days`. SYNC-81."""
    for value in node.values if node.key == "promo codes every" else ():
        often = length(value) if isinstance(value, nodes.Duration) else None
        if often and (often.months or often.days or often.milliseconds < MINUTE):
            words = f"`{place.text(value)}` is no time between two looks at the promo codes"
            yield SYNC_TIME, Finding(value.span, words, "write hours, such as `3h`")


def sms_since(node: nodes.Setting, place: Place) -> Findings:
    """`sync sms since: today`. SYNC-54."""
    for value in node.values if node.key == "sync sms since" else ():
        if not isinstance(value, nodes.Date):
            words = f"`{place.text(value)}` is not a day"
            help = "write the day, such as `2026-05-01`"
            yield SYNC_TIME, Finding(value.span, words, help, None, "SYNC-54")


CHECKS: Checks = (
    On(nodes.Setting, sms_program),
    On(nodes.Store, back),
    On(nodes.Setting, promo_codes),
    On(nodes.Setting, sms_since),
)
