"""The tick: the whole audience moved forward at once."""

from .tick import TickReport, tick

__all__ = ["TickReport", "tick"]
