"""Plans: what deploying a program would change, shown before it is done, and done as shown."""

from ..objections import NotAllowed, Objection, objections
from .apply import Stale, apply
from .make import Plan, make
from .stages import Begin, Keep, Move, Prepare, Replace, Resting, Retire, Stage

__all__ = [
    "Begin",
    "Keep",
    "Move",
    "NotAllowed",
    "Objection",
    "Plan",
    "Prepare",
    "Replace",
    "Resting",
    "Retire",
    "Stage",
    "Stale",
    "apply",
    "make",
    "objections",
]
