"""The stable random choice of a split: whole numbers that every database computes alike."""

from __future__ import annotations

from sqlglot import exp

from . import expressions as sql
from .builder import Builder

PRIME = 2_147_483_647
FIRST, SECOND, LAST = 48_271, 69_621, 12_345
POINTS = 10_000


def point(builder: Builder, bucket: exp.Expr, salt: int) -> exp.Expr:
    """The place of a bucket (0 … PRIME - 1) in the split with this salt: 0 … 9,999.

    Semantics, "Split". The square stays below 2**62, so 63 bits are enough.
    """
    mixed = _modulo(sql.plus(sql.times(bucket, sql.number(FIRST)), builder.bind(salt)))
    squared = _modulo(sql.plus(sql.times(mixed, mixed), builder.bind(salt)))
    spread = _modulo(sql.plus(sql.times(squared, sql.number(SECOND)), sql.number(LAST)))
    return sql.remainder(spread, sql.number(POINTS))


def _modulo(value: exp.Expr) -> exp.Expr:
    return sql.remainder(value, sql.number(PRIME))
