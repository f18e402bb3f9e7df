"""Consent: who may get what, to which addresses nothing goes, and what proves it."""

from .addresses import canonical
from .decision import Case, may_send
from .setting import Setting, setting
from .suppression import Cause, lift, suppress, suppress_addresses

__all__ = [
    "Case",
    "Cause",
    "Setting",
    "canonical",
    "lift",
    "may_send",
    "setting",
    "suppress",
    "suppress_addresses",
]
