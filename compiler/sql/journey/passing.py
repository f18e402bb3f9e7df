"""Which conditions the mere passing of time can make true."""

from __future__ import annotations

from ... import ir
from ...ir import predicates as p


def changes_with_time(program: ir.Program, predicate: ir.Predicate) -> bool:
    """True when the predicate reads the clock, itself or through a segment."""
    match predicate:
        case p.All(parts=parts) | p.Any(parts=parts):
            return any(changes_with_time(program, part) for part in parts)
        case p.Not(part=part):
            return changes_with_time(program, part)
        case p.InSegment(segment=name):
            found = next(s for s in program.segments if s.name == name)
            return changes_with_time(program, found.predicate)
        case p.BirthdayTest():
            return predicate.month_day is None
        case p.LocalTime():
            return True
        case _:
            return moves(getattr(predicate, "period", None))


def moves(period: ir.Period | None) -> bool:
    """True when an edge of the period moves with the clock."""
    edges = () if period is None else (period.lower, period.upper)
    return any(edge is not None and edge.anchor not in ("wall", "email") for edge in edges)
