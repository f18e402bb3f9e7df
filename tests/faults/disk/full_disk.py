"""F9: the disk is full at a random write, and has room again; the process goes on by itself."""

from __future__ import annotations

from ..figures import Figures
from .trial import trial

FAULT, CASES = "F9", 200


def experiment(cases: int, seed: int) -> Figures:
    """A limit of the size of files stands for the end of the disk."""
    return trial(FAULT, cases, seed)
