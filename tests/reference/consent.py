"""Who may be sent what: each kind of message for itself, as a person would read the rules."""

from __future__ import annotations

from dataclasses import dataclass

GONE = ("erased",)
UNUSABLE = ("hard_bounce", "spam_trap", "manual")
NOWHERE = {"missing": "no_address", "abroad": "sms_country"}
DEFER = "defer"


@dataclass(frozen=True)
class Case:
    """All that counts for one message."""

    purpose: str
    channel: str
    consent: str = "granted"
    suppression: str = "none"
    address: str = "ok"
    late: bool = False
    quiet: bool = False
    capped: bool = False


def may_send(case: Case) -> str:
    """`send`, `flag` (sent, and flagged), `defer`, or the reason why not."""
    if case.suppression in GONE:
        return "erased"
    if case.late:
        return "too_old"
    if case.suppression in UNUSABLE:
        return case.suppression
    return {"marketing": marketing, "cart": cart, "transactional": transactional}[case.purpose](
        case
    )


def transactional(case: Case) -> str:
    """Whoever bought something is told about it, as long as it can arrive."""
    if case.address == "cleaned":
        return "cleaned"
    where = NOWHERE.get(case.address)
    return where or ("flag" if case.suppression == "complaint" else "send")


def cart(case: Case) -> str:
    """One e-mail is free to whoever never answered; everything else is as for marketing."""
    if case.address == "cleaned":
        return "cleaned"
    if case.channel == "email" and case.suppression == "none":
        if case.consent == "unsubscribed":
            return "unsubscribed"
        if case.consent == "first":
            return pressed(case)
    return marketing(case)


def marketing(case: Case) -> str:
    """Only who agreed, and did not take it back."""
    if case.suppression != "none":
        return case.suppression
    if case.consent != "granted":
        return "topic" if case.consent == "topic" else "consent"
    return pressed(case)


def pressed(case: Case) -> str:
    """She agreed: can it arrive, and is now the time?"""
    if case.address in NOWHERE:
        return NOWHERE[case.address]
    if case.address != "ok":
        return {"paused": "soft_bounces"}.get(case.address, case.address)
    if case.quiet:
        return DEFER
    return "frequency" if case.capped else "send"
