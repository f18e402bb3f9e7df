"""Senders: the last step of a message, each behind the same three methods."""

from .outcome import (
    Accepted,
    Crew,
    Outcome,
    Prepared,
    Refused,
    Request,
    Retry,
    Routed,
    Sender,
    Unknown,
)

__all__ = [
    "Accepted",
    "Crew",
    "Outcome",
    "Prepared",
    "Refused",
    "Request",
    "Retry",
    "Routed",
    "Sender",
    "Unknown",
]
