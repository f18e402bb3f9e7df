"""Text as it is compared: one folding, used at ingest and at compile time alike."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """NFC, outer spaces removed, case folded; accents stay. SEG-23, AMB-27."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold())
