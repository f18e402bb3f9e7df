"""What is so of a contact, where a condition on a value is not: its points, its field."""

from __future__ import annotations

from ...compiler.ir import Program
from ...compiler.ir.predicates import (
    Blank,
    DateTest,
    FlagTest,
    Not,
    NumberTest,
    Predicate,
    ScoreTest,
    TextTest,
)
from ...compiler.ir.program import FieldType
from ...compiler.sql.field_columns import value_of
from ...compiler.sql.periods import Periods
from .. import segments
from ..intake.field_values import shown
from .stage import Stage

FIELD = "field."
WHOLE = frozenset({"rating"})


def actual(stage: Stage, contact: str, predicate: Predicate) -> str | None:
    """`score of fidelite is 11`; None for conditions that are on no single value."""
    match predicate:
        case Not(part=part):
            return actual(stage, contact, part)
        case ScoreTest(score=score):
            rows = stage.store.read("testing.points", contact=contact, score=score)
            return f"score of {score} is {rows[0][0] if rows else 'blank: she has no points yet'}"
        case TextTest() | NumberTest() | FlagTest() | DateTest() | Blank():
            return attribute(stage, contact, predicate.attribute)
        case _:
            return None


def attribute(stage: Stage, contact: str, name: str) -> str | None:
    """`field plan is gold`, `country is blank`."""
    kinds = kinds_of(stage.program)
    about = name.removeprefix(FIELD)
    declared = name.startswith(FIELD)
    if declared and about not in kinds:
        return None
    statement = value_of(name, stage.store.dialect)
    ((value,),) = segments.run(stage.store, Periods(), statement, stage.now, contact=contact)
    if not isinstance(value, str | None) and not declared and about not in WHOLE:
        return None
    if isinstance(value, int) and declared:
        value = shown(kinds[about], None, value)
    words = f"field {about}" if declared else about.replace("_", " ")
    return f"{words} is {'blank' if value is None else value}"


def kinds_of(program: Program) -> dict[str, FieldType]:
    """The types of the declared fields."""
    return {one.name: one.type for one in program.fields}
