"""Senders: the last step of a message, each behind the same three methods."""

from .outcome import Accepted, Outcome, Prepared, Refused, Retry, Sender, Unknown

__all__ = ["Accepted", "Outcome", "Prepared", "Refused", "Retry", "Sender", "Unknown"]
