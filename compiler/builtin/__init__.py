"""What Jalon brings along: the messages that a journey gets when it names none."""

from .messages import builtin_email

__all__ = ["builtin_email"]
