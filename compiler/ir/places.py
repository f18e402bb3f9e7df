"""Places: distances on the globe as whole numbers, the same in every database.

A place is a point on a sphere of radius `RADIUS`. Two places are at most so far apart when the
straight line between their points, through the sphere, is at most so long; its square is a sum of
three squares, which fits 64 bits. The points are true to 7 millimetres, and so are distances, but
for those of almost half the way around (half a kilometre). SEG-73
"""

from __future__ import annotations

from math import cos, floor, pi, radians, sin
from typing import Final

RADIUS: Final = 1_000_000_000
EVERYWHERE: Final = (2 * RADIUS + 2) ** 2  # rounded points lie a little outside the sphere
EARTH: Final = 6_371_008_800  # the mean radius, in millimetres
MILLION: Final = 1_000_000
NORTHERNMOST: Final = 90 * MILLION
EASTERNMOST: Final = 180 * MILLION


def point(latitude: int, longitude: int) -> tuple[int, int, int]:
    """The point of a latitude and a longitude in millionths of a degree."""
    north, east = radians(latitude / MILLION), radians(longitude / MILLION)
    whole = (cos(north) * cos(east), cos(north) * sin(east), sin(north))
    x, y, z = (round(RADIUS * part) for part in whole)
    return x, y, z


def longest_square(distance: int) -> int:
    """The square of the line between two points that are so many millimetres apart on earth."""
    if distance >= pi * EARTH:
        return EVERYWHERE
    return floor((2 * RADIUS * sin(distance / EARTH / 2)) ** 2)
