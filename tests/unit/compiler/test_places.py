"""Places: whole numbers that say how far two points of the globe are apart."""

from __future__ import annotations

import pytest

from jalon.compiler.ir.places import EARTH, RADIUS, longest_square, point

DEGREE = 1_000_000
METRE, KM = 1_000, 1_000_000
AROUND = 40_030_228_884  # millimetres, at the mean radius


def near(one: tuple[int, int], other: tuple[int, int], distance: int) -> bool:
    apart = sum((a - b) ** 2 for a, b in zip(point(*one), point(*other), strict=True))
    return apart <= longest_square(distance)


@pytest.mark.parametrize("longitude", [0, 45 * DEGREE, 179_999_950])
def test_a_degree_along_the_equator_is_a_360th_of_the_way_around(longitude: int) -> None:
    east = longitude + DEGREE if longitude < 179 * DEGREE else longitude - 359 * DEGREE
    degree = AROUND // 360
    assert near((0, longitude), (0, east), degree + 10)
    assert not near((0, longitude), (0, east), degree - 10)


@pytest.mark.parametrize("place", [(0, 0), (45_899_247, 6_129_384), (-90 * DEGREE, 0)])
def test_nobody_is_farther_than_the_other_side(place: tuple[int, int]) -> None:
    opposite = (-place[0], place[1] - 180 * DEGREE if place[1] > 0 else place[1] + 180 * DEGREE)
    assert near(place, place, 0)
    assert near(place, opposite, AROUND // 2 + KM)
    assert not near(place, opposite, AROUND // 2 - 100 * KM)


def test_a_metre_is_told_from_a_little_less() -> None:
    metre = 9  # millionths of a degree northward: 1.0008 m
    assert near((0, 0), (metre, 0), METRE + 10)
    assert not near((0, 0), (metre, 0), METRE - 10)


def test_every_sum_fits_a_column() -> None:
    assert (2 * RADIUS) ** 2 < longest_square(EARTH * 4) == longest_square(10**18) < 2**63
