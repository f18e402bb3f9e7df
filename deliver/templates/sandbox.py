"""The sandbox: a Jinja environment that reaches records and lists, and no Python object at all."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from jinja2 import Template, TemplateSyntaxError, Undefined, UndefinedError, nodes, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from ...compiler.ir.templates import RECOMMENDATIONS
from . import syntax
from .allowed import check, paths
from .blocks import Asked, all_asked, called, fragment, in_place, recommended
from .errors import TemplateError
from .filters import FILTERS, TESTS, bounded, items_of, text_of
from .missing import Missing
from .values import LARGEST, LONGEST

LONGEST_SOURCE = 1 << 19
LOOP_WORDS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})
OUTLET = "_outlet"  # in the data, under a name that no template can read


class Outlet(Protocol):
    """Where the values of one rendering go, and what it may still spend."""

    def show(self, value: object) -> str:
        """Returns what stands in the text for the value of one `{{ … }}`."""
        ...

    def spend(self, repetitions: int) -> None:
        """Counts repetitions; raises `TemplateError` when there are too many."""


@pass_context
def show(context: Context, value: object) -> str:
    """Hands the value of one `{{ … }}` to the outlet of this rendering."""
    if isinstance(value, Undefined):
        str(value)  # fails, with the words of the unknown name
    outlet: Outlet = context.parent[OUTLET]
    return outlet.show(value)


@pass_context
def repeated(context: Context, value: object) -> list[Any]:
    """The items of a `for`, counted."""
    items = items_of(value)
    outlet: Outlet = context.parent[OUTLET]
    outlet.spend(len(items))
    return items


def joined(values: list[object]) -> str:
    """`a ~ b`, bounded."""
    return bounded("".join(map(text_of, values)))


class Sandbox(ImmutableSandboxedEnvironment):
    """Reads records by name and lists by position; operators work on numbers and texts only."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//"})

    def __init__(self) -> None:
        super().__init__(
            undefined=Missing, finalize=show, trim_blocks=True, lstrip_blocks=True, cache_size=0
        )
        self.filters = {**FILTERS, "_repeated": repeated, "_joined": joined}
        self.tests = dict(TESTS)
        self.globals = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`record.name`: a key, or a word about the loop; never an attribute."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP_WORDS:
            return getattr(obj, attribute)
        return self.unknown(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`record["name"]` or `list[0]`."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, list | tuple | str) and isinstance(argument, int):
            return obj[argument] if -len(obj) <= argument < len(obj) else None
        return self.unknown(obj, argument)

    def unknown(self, obj: Any, name: Any) -> Any:
        """What is not there; asking an unknown name for more fails with the first one's words."""
        if isinstance(obj, Undefined):
            str(obj)
        return self.undefined(obj=obj, name=name)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers within bounds; `+` also joins two texts."""
        if isinstance(left, str) and isinstance(right, str) and operator == "+":
            return joined([left, right])
        for side in (left, right):
            if not isinstance(side, int | float):
                self.unknown(side, None)
                raise TemplateError(f"`{operator}` needs two numbers")
        return within_bounds(super().call_binop(context, operator, left, right))


def within_bounds(result: Any) -> Any:
    """A number that is not absurdly large."""
    if abs(result) > LARGEST:
        raise TemplateError("this number grows too large")
    return result


class Bounds(NodeTransformer):
    """Puts the bounds into a checked tree, the currency beside each amount, and the blocks.

    `for x in xs` counts its repetitions, `a ~ b` its length; `cart.total | money` becomes
    `cart.total | money(cart.currency)`: an amount is never shown in the currency of another.
    A content block is written in `format`; without one, there can be none.
    """

    def __init__(self, format: str | None = None) -> None:
        self.format = format

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        """Puts the template of a block in the place of its call."""
        parts: list[nodes.Node] = []
        for child in node.nodes:
            if name := called(child):
                assert isinstance(child, nodes.Call)
                piece = SANDBOX.parse(syntax.with_line_ends(fragment(name, self.placed(child))))
                parts += self.visit_each(in_place(child, piece))
            else:
                parts.append(nodes.Output([self.visit(child)], lineno=node.lineno))
        return parts

    def visit_each(self, pieces: list[nodes.Node]) -> list[nodes.Node]:
        """Several statements; some of them become more than one."""
        visited = [self.visit(one) for one in pieces]
        return [part for one in visited for part in (one if isinstance(one, list) else [one])]

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Reads what is recommended; there is no other call in a checked tree."""
        if called(node) != RECOMMENDATIONS:
            raise TemplateError("write `{{ cart_block() }}`, on a line of its own", node.lineno)
        return recommended(node)

    def placed(self, node: nodes.Call) -> str:
        """What the template around a block is written in."""
        if self.format is None:
            raise TemplateError(f"`{called(node)}()` can only stand in a body", node.lineno)
        return self.format

    def visit_For(self, node: nodes.For) -> nodes.Node:
        """Counts the repetitions."""
        self.generic_visit(node)
        node.iter = filtered(node.iter, "_repeated")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """Bounds the length."""
        self.generic_visit(node)
        return filtered(nodes.List(node.nodes, lineno=node.lineno), "_joined")

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:
        """Adds the currency that stands in the same record as the amount."""
        self.generic_visit(node)
        amount = node.node
        if node.name == "money" and not node.args and isinstance(amount, nodes.Getattr):
            currency = nodes.Getattr(amount.node, "currency", "load", lineno=node.lineno)
            node.args = [currency]
        return node


def filtered(node: nodes.Node, name: str) -> nodes.Filter:
    """The expression with a filter behind it."""
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


SANDBOX = Sandbox()


class Compiled(NamedTuple):
    """A template, the dotted spelling of the names it reads, and what it wants recommended."""

    template: Template
    spelled: dict[str, str]
    asked: tuple[Asked, ...]


def read(source: str, format: str | None = None) -> Compiled:
    """Checks and compiles one template; `format` is what its content blocks are written in."""
    if len(source) > LONGEST_SOURCE:
        raise TemplateError("this template is too long")
    try:
        tree = SANDBOX.parse(syntax.with_line_ends(source))
        check(tree)
        spelled, wanted = paths(tree), all_asked(tree)
        code = SANDBOX.compile(Bounds(format).visit(tree))
    except TemplateSyntaxError as error:
        raise TemplateError(syntax.explained(error.message), error.lineno) from None
    except RecursionError:
        raise TemplateError("this is nested too deeply") from None
    except (ValueError, SyntaxError, OverflowError):
        raise TemplateError("a literal in this template cannot be read") from None
    return Compiled(Template.from_code(SANDBOX, code, {}), spelled, wanted)


def run(template: Template, data: dict[str, Any], spelled: dict[str, str]) -> str:
    """Fills one template. Whatever goes wrong comes out as a `TemplateError` with its line."""
    try:
        return collected(template, data)
    except TemplateError as error:
        raise TemplateError(error.message, error.line or line_of(error, template)) from None
    except RecursionError:
        raise TemplateError("this is nested too deeply") from None
    except Exception as error:
        raise TemplateError(explained(error, spelled), line_of(error, template)) from None


def collected(template: Template, data: dict[str, Any]) -> str:
    """The pieces of one rendering, as long as they are not too many."""
    pieces, size = [], 0
    for piece in template.root_render_func(template.new_context(data, shared=True)):
        size += len(piece)
        if size > LONGEST:
            raise TemplateError("this message grows too long")
        pieces.append(piece)
    return "".join(pieces)


def explained(error: Exception, spelled: dict[str, str]) -> str:
    """The words for whatever Python or Jinja said."""
    if not isinstance(error, UndefinedError):
        return WORDS.get(type(error), "this template cannot be filled")
    text = str(error)
    for name, path in spelled.items():
        text = text.replace(f"`{name}` is unknown", f"`{path}` is unknown")
    return text


def line_of(error: Exception, template: Template) -> int | None:
    """The line of the template in which it happened."""
    found, trace = None, error.__traceback__
    while trace is not None:
        if (
            trace.tb_frame.f_globals.get("name") == template.name
            and "root" in trace.tb_frame.f_globals
        ):
            found = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found


WORDS: dict[type[Exception], str] = {
    ZeroDivisionError: "this divides by zero",
    TypeError: "these values are of different kinds and cannot be compared or combined",
    ValueError: "this value is not fit for what is done with it",
    OverflowError: "this number grows too large",
    KeyError: "this value is not there",
    AttributeError: "this value is not fit for what is done with it",
}
