"""A statement: SQL text made once, with the values it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = int | str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL in one dialect with named parameters.

    `values` were bound when the program was loaded; the caller adds those of the moment (`now`,
    …). `periods` are the ids of the periods that must stand in the table `period` before it runs;
    for each, `lo_ID` and `hi_ID` (the widest bounds over all zones) are added by the caller too.
    """

    sql: str
    values: Mapping[str, Value] = field(default_factory=dict)
    periods: tuple[int, ...] = ()
