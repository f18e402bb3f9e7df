"""Points: how many of them a score can have."""

from __future__ import annotations

from typing import Final

MOST_POINTS: Final = 99_999_999
"""Additions stop there. STEP-72"""
