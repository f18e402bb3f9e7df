"""Tests of a project: run on a store of their own, in virtual time."""

from .coverage import Branch, branches
from .outcome import Failed, Outcome
from .play import Theatre

__all__ = ["Branch", "Failed", "Outcome", "Theatre", "branches"]
