"""Events in words: present tense where a journey listens for one, past tense where one happened."""

from __future__ import annotations

from collections.abc import Sequence

from ...compiler.ir import kinds as k

_WORDS = {
    k.TAG_ADDED: ("tag added", "tag added"),
    k.TAG_REMOVED: ("tag removed", "tag removed"),
    k.SIGNED_UP_EMAIL: ("signs up for email", "signed up for email"),
    k.SIGNED_UP_SMS: ("signs up for sms", "signed up for sms"),
    k.UNSUBSCRIBED: ("unsubscribes", "unsubscribed"),
    k.BOUNCED: ("bounces", "bounced"),
    k.JOINED_GROUP: ("joins group", "joined group"),
    k.LEFT_GROUP: ("leaves group", "left group"),
    k.FIELD_CHANGED: ("field changes", "field changed"),
    k.ADDED_MANUALLY: ("added manually", "added manually"),
    k.API_CALLED: ("api call", "api call"),
    k.ORDERED: ("buys", "bought"),
    k.SMS_RECEIVED: ("texts", "texted"),
    k.STORE_PAGE_VIEWED: ("views store page", "viewed store page"),
    k.LOW_STOCK_ADDED: ("adds low stock product to cart", "added low stock product to cart"),
    k.BACK_IN_STOCK: ("product back in stock", "product back in stock"),
    k.EVENT_CHECK_IN: ("eventbrite check-in", "eventbrite check-in"),
    k.EVENT_TICKET: ("eventbrite ticket", "eventbrite ticket"),
    k.PAGE_VIEWED: ("views page", "viewed page"),
    k.LINK_CLICKED: ("clicks link", "clicked link"),
    k.PRODUCT_VIEWED: ("views product", "viewed product"),
    k.COLLECTION_VIEWED: ("views collection", "viewed collection"),
    k.SEARCHED: ("searches for", "searched for"),
    k.PRODUCT_ADDED: ("adds product to cart", "added product to cart"),
    k.CHECKOUT_STARTED: ("starts checkout", "started checkout"),
    k.PAYMENT_SUBMITTED: ("submits payment info", "submitted payment info"),
    k.CHECKOUT_COMPLETED: ("completes checkout", "completed checkout"),
    k.EMAIL_SENT: ("is sent email", "was sent email"),
    k.EMAIL_OPENED: ("opens email", "opened email"),
    k.EMAIL_CLICKED: ("clicks email", "clicked email"),
    k.SMS_SENT: ("is sent sms", "was sent sms"),
    k.SURVEY_ANSWERED: ("answers survey", "answered survey"),
    k.CUSTOM: ("event", "event"),
    k.SEGMENT_ENTERED: ("enters segment", "entered segment"),
    k.SEGMENT_LEFT: ("leaves segment", "left segment"),
    k.POINTS_CHANGED: ("points change in score", "got other points in score"),
    k.DISCOUNT_GIVEN: ("is given discount", "was given discount"),
    k.JOURNEY_CALLED: ("start journey", "was to start journey"),
}
_OF_TIME = {
    "cart_abandoned": "left a cart",
    "lapsed": "bought nothing for so long",
    "date": "a day came",
    "email_silence": "left an email unanswered",
}
"""What time brought about, by the first word of the subject; the rest of it is a digest."""


_NAMED = frozenset(
    {k.EMAIL_SENT, k.EMAIL_OPENED, k.EMAIL_CLICKED, k.SMS_SENT, k.SURVEY_ANSWERED}
    | {k.JOINED_GROUP, k.LEFT_GROUP, k.FIELD_CHANGED, k.UNSUBSCRIBED, k.JOURNEY_CALLED}
    | {k.SEGMENT_ENTERED, k.SEGMENT_LEFT, k.POINTS_CHANGED, k.DISCOUNT_GIVEN}
)
"""Kinds whose subject is a name of the project: it stands without quotation marks."""


def happens(kind: str, subjects: Sequence[str] = ()) -> str:
    """What a journey listens for: `opens email hello`, `tag added "vip"`."""
    return _phrase(kind, 0, subjects)


def happened(kind: str, subjects: Sequence[str] = ()) -> str:
    """What has happened: `opened email hello`."""
    return _phrase(kind, 1, subjects)


def quoted(texts: Sequence[str]) -> str:
    """Texts in quotation marks."""
    return ", ".join(f'"{text}"' for text in texts)


def _phrase(kind: str, tense: int, subjects: Sequence[str]) -> str:
    if kind == k.TIME_CAME:
        return " or ".join(_OF_TIME.get(one.split()[0], "time passed") for one in subjects)
    if kind in (k.SEGMENT_ENTERED, k.SEGMENT_LEFT):
        subjects = [one.rpartition(" ")[0] for one in subjects]  # without the digest
    plain = kind.replace("_", " ")
    words = _WORDS.get(kind, (plain, plain))[tense]
    named = ", ".join(subjects) if kind in _NAMED else quoted(subjects)
    if kind == k.FIELD_CHANGED and named:  # the name stands between: field plan changes
        return words.replace("field", f"field {named}")
    return f"{words} {named}".rstrip()
