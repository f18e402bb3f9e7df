"""Running journeys by hand: pause, resume, add, remove, bar, release; each deed is noted."""

from .people import add, add_segment, bar, release, remove, unbar
from .target import Refused, Target, segments_of, targets
from .whole import pause, resume

__all__ = [
    "Refused",
    "Target",
    "add",
    "add_segment",
    "bar",
    "pause",
    "release",
    "remove",
    "resume",
    "segments_of",
    "targets",
    "unbar",
]
