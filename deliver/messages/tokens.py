"""Tokens in links: a proof that we made them, good for one purpose and for nothing else. T15"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

DIGITS: Final = 32  # hexadecimal: 128 bits


def proof(secret: str, purpose: str, text: str) -> str:
    """128 bits that only who knows the secret can make."""
    made = hmac.new(secret.encode(), f"{purpose}:{text}".encode(), hashlib.sha256)
    return made.hexdigest()[:DIGITS]


def proves(told: str, secrets: Iterable[str], purpose: str, text: str) -> bool:
    """Whether a proof is ours, by the present secret or an earlier one; in constant time."""
    made = [proof(secret, purpose, text) for secret in secrets]
    return any(hmac.compare_digest(told.encode(), one.encode()) for one in made)
