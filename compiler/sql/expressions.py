"""Small pieces of SQL: columns, arithmetic, and connectives that no database parser chokes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlglot import exp

# SQLite's parser stops at an expression depth of 1,000; a chain is as deep as it is long.
LONGEST_CHAIN = 50
# It also keeps at most 100 words in mind that are not done with: what is nested deeply comes first
# in its chain, so that nothing but its parentheses is open before it.
DEEP = 8

Connective = type[exp.And] | type[exp.Or]

COMPARISONS: dict[str, type[exp.Expr]] = {
    "=": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


def column(table: str, name: str) -> exp.Column:
    """`"table"."name"`."""
    return exp.column(name, table=table, quoted=True)


def number(value: int) -> exp.Expr:
    """A constant of the compiler, never a value of the user (those are bound)."""
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def text(value: str) -> exp.Expr:
    """A constant word of the compiler, such as an event kind or a status."""
    return exp.Literal.string(value)


def table(name: str, alias: str) -> exp.Table:
    """`"name" AS "alias"`."""
    return exp.Table(this=exp.to_identifier(name, quoted=True), alias=_table_alias(alias))


def derived(select: exp.Select, alias: str) -> exp.Subquery:
    """`(SELECT …) AS "alias"`."""
    return exp.Subquery(this=select, alias=_table_alias(alias))


def function_table(function: exp.Expr, alias: str) -> exp.Table:
    """`function(…) AS "alias"`."""
    return exp.Table(this=function, alias=_table_alias(alias))


def scalar(select: exp.Select) -> exp.Subquery:
    """A select of one value, as a value."""
    return exp.Subquery(this=select)


def named(expression: exp.Expr, name: str) -> exp.Alias:
    """`expression AS "name"`."""
    return exp.Alias(this=expression, alias=exp.to_identifier(name, quoted=True))


def all_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """Every part; true when there is none."""
    return _connected(exp.And, parts) or exp.true()


def any_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """At least one part; false when there is none."""
    return _connected(exp.Or, parts) or exp.false()


def negated(part: exp.Expr) -> exp.Expr:
    """Not the part."""
    return exp.Not(this=_wrapped(part))


def known(test: exp.Expr) -> exp.Expr:
    """The test, false where it is unknown."""
    return exp.Coalesce(this=test, expressions=[exp.false()])


def known_number(value: exp.Expr) -> exp.Expr:
    """The number, 0 where it is absent."""
    return exp.Coalesce(this=value, expressions=[number(0)])


def present(value: exp.Expr, test: exp.Expr) -> exp.Expr:
    """The test, false where the value is absent; unlike `known` it lets an index be used."""
    return all_of([is_filled(value), test])


def is_filled(value: exp.Expr) -> exp.Expr:
    """The value is there."""
    # Not `NOT … IS NULL`: SQLite would not see that a partial index applies.
    return exp.Is(this=value.copy(), expression=exp.Not(this=exp.null()))


def is_blank(value: exp.Expr) -> exp.Expr:
    """The value is absent."""
    return exp.Is(this=value.copy(), expression=exp.null())


def compared(left: exp.Expr, sign: str, right: exp.Expr) -> exp.Expr:
    """`left sign right`."""
    return COMPARISONS[sign](this=left.copy(), expression=right.copy())


def equal(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """`left = right`."""
    return compared(left, "=", right)


def one_of(value: exp.Expr, choices: Sequence[exp.Expr]) -> exp.Expr:
    """The value is one of the choices."""
    if len(choices) == 1:
        return equal(value, choices[0])
    return exp.In(this=value.copy(), expressions=list(choices))


def among(value: exp.Expr, select: exp.Select) -> exp.Expr:
    """`value IN (SELECT …)`, the select being about nothing outside."""
    return exp.In(this=value.copy(), query=scalar(select))


def exists(select: exp.Select) -> exp.Expr:
    """`EXISTS (SELECT 1 …)`."""
    return exp.Exists(this=select.select(number(1), append=False))


def plus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """`left + right`."""
    return exp.Add(this=_operand(left), expression=_operand(right))


def minus(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """`left - right`."""
    return exp.Sub(this=_operand(left), expression=_operand(right))


def times(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """`left * right`."""
    return exp.Mul(this=_operand(left), expression=_operand(right))


def unindexed(value: exp.Expr) -> exp.Expr:
    """The same number, for which no index is used: better ones are at hand."""
    return plus(value, number(0))


def unindexed_text(value: exp.Expr) -> exp.Expr:
    """The same text, for which no index is used."""
    return exp.Paren(this=exp.DPipe(this=value.copy(), expression=text("")))


def quotient(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """`left / right` of whole numbers, towards zero in both dialects."""
    return exp.Div(this=_operand(left), expression=_operand(right), typed=True, safe=False)


def remainder(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """`left % right`, with the sign of left."""
    return exp.Mod(this=_operand(left), expression=_operand(right))


def larger(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """The larger of two values."""
    return exp.Greatest(this=left.copy(), expressions=[right.copy()], ignore_nulls=False)


def smaller(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """The smaller of two values."""
    return exp.Least(this=left.copy(), expressions=[right.copy()], ignore_nulls=False)


def case(test: exp.Expr, value: exp.Expr) -> exp.Expr:
    """`CASE WHEN test THEN value END`."""
    return exp.Case(ifs=[exp.If(this=test, true=value)])


def _table_alias(name: str) -> exp.TableAlias:
    return exp.TableAlias(this=exp.to_identifier(name, quoted=True))


def _operand(expression: exp.Expr) -> exp.Expr:
    """A copy, in parentheses when it is an operation itself."""
    copy = expression.copy()
    return exp.Paren(this=copy) if isinstance(copy, exp.Binary | exp.Neg) else copy


def _wrapped(part: exp.Expr) -> exp.Expr:
    return exp.Paren(this=part) if isinstance(part, exp.Connector) else part


def _connected(kind: Connective, parts: Iterable[exp.Expr]) -> exp.Expr | None:
    """A chain of the parts, those of the same kind taken apart first; None when there are none."""
    flat = [piece for part in parts for piece in _pieces(kind, part)]
    depths = {id(piece): _depth(piece) for piece in flat}
    if max(depths.values(), default=0) > DEEP:
        flat.sort(key=lambda piece: -depths[id(piece)])
    return _chain(kind, flat) if flat else None


def _depth(part: exp.Expr) -> int:
    """How many connectives stand inside each other."""
    if not isinstance(part, exp.And | exp.Or):
        return 0
    return 1 + max(_depth(piece.unnest()) for piece in _pieces(type(part), part))


def _pieces(kind: Connective, part: exp.Expr) -> Iterator[exp.Expr]:
    if not isinstance(part, kind):
        yield part
        return
    for piece in part.flatten():
        assert isinstance(piece, exp.Expr)
        yield piece


def _chain(kind: Connective, parts: Sequence[exp.Expr]) -> exp.Expr:
    """A connective of the parts: a chain, or a tree of chains when it would be too deep."""
    if len(parts) > LONGEST_CHAIN:
        middle = len(parts) // 2
        return _chain(kind, [_chain(kind, parts[:middle]), _chain(kind, parts[middle:])])
    chain: exp.Expr = _wrapped(parts[0]) if len(parts) > 1 else parts[0]
    for part in parts[1:]:
        chain = kind(this=chain, expression=_wrapped(part))
    return chain
