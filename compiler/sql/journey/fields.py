"""Setting a field as statements: who changes, and the change."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from ...ir.calendar import DAY
from ...ir.program import Field
from ...ir.steps import SetField
from ...ir.text import fold
from .. import expressions as sql
from ..builder import Builder
from ..calendar import wall
from ..expressions import is_filled, scalar, table
from ..iso import written_day, written_minute
from ..properties import written_property
from ..statement import Statement
from .context import Context
from .skeleton import graft, statement

LARGEST = 2**63 - 1  # of a whole number in a column
TEXTS = ("text", "choice", "address", "url", "phone")


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """`find` fills the table `changing` with old and new values, `change` writes them.

    When it `reads`, `find` puts there what events tell as it is written, for the field to read.
    """

    field: Field
    find: Statement
    change: Statement
    reads: bool = False


def plan_field(context: Context, step: SetField) -> FieldPlan:
    """Compiles one `set field` step. STEP-46."""
    (field,) = (found for found in context.program.fields if found.name == step.field)
    text = field.type in TEXTS
    found, changed = find(context, step, text), change(context, step, text)
    return FieldPlan(field, found, changed, step.to == "event")


def find(context: Context, step: SetField, text: bool) -> Statement:
    """Those whose value becomes another one."""
    builder = context.builder()
    old = exp.column(exp.to_identifier(f"field_{step.field}", quoted=True), "c")
    new = value(context, builder, step, text)
    kind = "text" if text else "number"
    names = ["contact_id", "at", "zone_id", f"old_{kind}"]
    if step.to == "event":
        test, values = is_filled(new), {"written": new}
    else:
        test, values = distinct(old, new), {f"new_{kind}": new}
        values |= {"new_folded": folded(builder, step, new)} if text else {}
    select = graft(builder, "change-field", test)
    assert isinstance(select, exp.Select)
    select = select.select(old.copy(), *values.values())
    columns = [*names, *values]
    insert = exp.insert(select, "changing", columns=[exp.to_identifier(c) for c in columns])
    return statement(builder, insert, number=step.number)


def distinct(old: exp.Expr, new: exp.Expr) -> exp.Expr:
    """The two differ, an absent value being a value like any other."""
    return exp.NullSafeNEQ(this=old.copy(), expression=new.copy())


def value(context: Context, builder: Builder, step: SetField, text: bool) -> exp.Expr:
    """The new value of the field."""
    match step.to:
        case "empty":
            return exp.Null()
        case "value":
            return builder.bind(step.value)
        case "plus":
            return sum_of(builder, f"field_{step.field}", int(step.value or 0))
        case "event":
            return told(builder, str(step.value))
        case _:
            clock = wall(builder, exp.column("at", "m"), context.zone(builder))
            if text:
                return written_day(clock) if step.to == "today" else written_minute(clock)
            return local_day(clock)


def sum_of(builder: Builder, field: str, more: int) -> exp.Expr:
    """The number and so much more; unchanged where no column would hold the sum."""
    old = exp.column(exp.to_identifier(field, quoted=True), "c")
    present = sql.known_number(old)
    sign, last = ("<=", LARGEST - more) if more >= 0 else (">=", -LARGEST - more)
    fits = exp.If(
        this=sql.compared(present, sign, builder.bind(last)),
        true=sql.plus(present, builder.bind(more)),
    )
    return exp.Case(ifs=[fits], default=old)


def told(builder: Builder, name: str) -> exp.Expr:
    """A property of the event that started the run, as it is written."""
    its = exp.EQ(this=exp.column("id", "te"), expression=exp.column("event_id", "m"))
    properties = exp.select(exp.column("properties", "te")).from_(table("event", "te"))
    return written_property(builder, name, scalar(properties.where(its, copy=False)))


def folded(builder: Builder, step: SetField, new: exp.Expr) -> exp.Expr:
    """The new text as it is compared; the letters of a written day are ASCII."""
    match step.to:
        case "empty":
            return exp.Null()
        case "value":
            return builder.bind(fold(str(step.value)))
        case _:
            return exp.Lower(this=new.copy())


def local_day(clock: exp.Expr) -> exp.Expr:
    """Days since 1970-01-01 on a wall clock."""
    days = exp.Paren(this=exp.Sub(this=exp.Paren(this=clock), expression=remainder(clock)))
    return exp.IntDiv(this=days, expression=exp.Literal.number(DAY))


def remainder(clock: exp.Expr) -> exp.Expr:
    """Milliseconds after local midnight, also before 1970."""
    day = exp.Literal.number(DAY)
    inner = exp.Mod(this=exp.Paren(this=clock.copy()), expression=day)
    shifted = exp.Paren(this=exp.Add(this=inner, expression=day.copy()))
    return exp.Paren(this=exp.Mod(this=shifted, expression=day.copy()))


def change(context: Context, step: SetField, text: bool) -> Statement:
    """Writes the new values, folded too for texts."""
    builder = context.builder()
    kind = "text" if text else "number"
    values: dict[str, exp.Expr] = {
        f"field_{step.field}": exp.column(f"new_{kind}", "g"),
        "changed_at": builder.runtime("now"),
    }
    if text:
        values[f"folded_{step.field}"] = exp.column("new_folded", "g")
    update = exp.update(
        "contact",
        from_=exp.From(this=table("changing", "g")),
        where="g.contact_id = contact.id",
        dialect="sqlite",
    )
    update.set(
        "expressions",
        [
            exp.EQ(this=exp.column(exp.to_identifier(n, quoted=True)), expression=v)
            for n, v in values.items()
        ],
    )
    return builder.statement(update)
