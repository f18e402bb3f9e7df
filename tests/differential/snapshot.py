"""What is compared: everything a tick leaves behind, as plain sorted rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

Row = tuple[object, ...]
Snapshot = dict[str, list[Row]]


def rows(found: Iterable[Row]) -> list[Row]:
    """Rows in an order of their own, whatever is in them."""
    return sorted(found, key=repr)


def differences(ours: Snapshot, theirs: Snapshot) -> list[str]:
    """One line for every row that only one of the two has."""
    found = []
    for part in ours.keys() | theirs.keys():
        here, there = Counter(ours.get(part, [])), Counter(theirs.get(part, []))
        found += [f"{part}: the reference has {row}" for row in (here - there).elements()]
        found += [f"{part}: the engine has    {row}" for row in (there - here).elements()]
    return sorted(found)
