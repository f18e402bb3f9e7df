"""Consent: who may get what, to which addresses nothing goes, and what proves it."""

from .addresses import canonical
from .decision import Case, may_send
from .setting import Setting, known_setting, setting
from .suppression import Cause, lift, seal_contacts, suppress, suppress_addresses

__all__ = [
    "Case",
    "Cause",
    "Setting",
    "canonical",
    "known_setting",
    "lift",
    "may_send",
    "seal_contacts",
    "setting",
    "suppress",
    "suppress_addresses",
]
