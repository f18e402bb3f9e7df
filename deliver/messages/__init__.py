"""Messages: what a rendered template becomes before it leaves: headers, MIME, addresses."""

from .compose import Letter, compose
from .headers import AddressError, HeaderError, deliverable, mailbox, phone
from .surveys import survey_by_mail, survey_by_page
from .unsubscribe import Unsubscribe, unsubscribe_by_mail, unsubscribe_by_page

__all__ = [
    "AddressError",
    "HeaderError",
    "Letter",
    "Unsubscribe",
    "compose",
    "deliverable",
    "mailbox",
    "phone",
    "survey_by_mail",
    "survey_by_page",
    "unsubscribe_by_mail",
    "unsubscribe_by_page",
]
