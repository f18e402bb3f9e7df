"""Pages that readers come to from a message, as functions of a request; no server is here."""

from .answer import Answer, Door, Request
from .confirm import confirm, confirmation_link
from .html import html
from .unsubscribe import unsubscribe

__all__ = ["Answer", "Door", "Request", "confirm", "confirmation_link", "html", "unsubscribe"]
