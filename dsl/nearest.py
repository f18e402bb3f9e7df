"""Did you mean: the known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 40


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest of the known words, if it is near enough for a slip of the fingers.

    One edit for words up to four letters, two up to eight, three above; case does not count.
    """
    word = word.casefold()[:LONGEST]
    allowed = 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3
    if len(word) < 2:
        return None
    candidates = (
        (distance(word, other.casefold()), other)
        for other in known
        if abs(len(other) - len(word)) <= allowed
    )
    found = min(candidates, default=None)
    return found[1] if found and found[0] <= min(allowed, len(found[1]) - 1) else None


def distance(one: str, other: str) -> int:
    """Letters to insert, drop, replace, or exchange with their neighbour."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, match in enumerate(other, 1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != match))
            if _swapped(one, other, row, column):
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, above = above, here
    return above[-1]


def _swapped(one: str, other: str, row: int, column: int) -> bool:
    return row > 1 < column and one[row - 2 : row] == other[column - 2 : column][::-1]
