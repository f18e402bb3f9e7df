"""Messages: what a rendered template becomes before it leaves: headers, MIME, addresses."""

from .compose import Letter, compose
from .headers import AddressError, HeaderError, deliverable, mailbox, phone
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
    "unsubscribe_by_mail",
    "unsubscribe_by_page",
]
