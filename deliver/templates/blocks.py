"""Content blocks: `{{ cart_block() }}` and `{{ recommendations(category="Shoes", limit=3) }}`.

A block is a piece of template of ours that is put in the place of the call before anything is
filled, so that its values are escaped for their place like all others. No function is called.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from jinja2 import nodes

from ...compiler.ir.templates import BLOCKS, CART_BLOCK, RECOMMENDATIONS
from .errors import TemplateError

MOST = 20
USUAL = 3
RECOMMENDED = "_recommendations"  # in the data, under a name that no template can read
LIMITS = ("category", "variant", "limit")


class Asked(NamedTuple):
    """What a template wants recommended: of one category, with one variant, so many. GR-22."""

    category: str | None = None
    variant: str | None = None
    limit: int = USUAL

    @property
    def key(self) -> str:
        """Where the products stand in the data."""
        return repr(tuple(self))


class TooManyLimits(TemplateError):
    """Recommendations of two categories, or of two variants. GR-22"""


def called(node: nodes.Node) -> str | None:
    """The name of the block that is called, if one is."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return node.node.name if node.node.name in BLOCKS else None
    return None


def check_call(node: nodes.Call) -> None:
    """Raises `TemplateError` unless a block is called, with what it can be told."""
    name = called(node)
    if name is None:
        raise TemplateError(_no_block(node), node.lineno)
    if name == RECOMMENDATIONS:
        asked(node)
    elif node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise TemplateError("`cart_block()` is told nothing", node.lineno)


def _no_block(node: nodes.Call) -> str:
    """What is said of a call of anything else, such as `cart_blok()`."""
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    near = get_close_matches(name, BLOCKS, n=1, cutoff=0.7)
    guess = f", did you mean `{near[0]}()`?" if near else ""
    return f"a call `…()` cannot be used in a message{guess}"


def asked(node: nodes.Call) -> Asked:
    """What a call of `recommendations` asks for. Raises `TemplateError`."""
    if node.args or node.dyn_args or node.dyn_kwargs:
        raise TemplateError('write, for example, `recommendations(category="Shoes")`', node.lineno)
    names = [given.key for given in node.kwargs]
    for name in names:
        if name not in LIMITS:
            words = f"recommendations have no `{name}`, only `category`, `variant` and `limit`"
            raise TemplateError(words, node.lineno)
        if names.count(name) > 1:
            raise TooManyLimits(f"recommendations are of one {name}", node.lineno)
    told = {given.key: given for given in node.kwargs}
    category, variant = (_text(told[key]) if key in told else None for key in LIMITS[:2])
    return Asked(category, variant, _number(told["limit"]) if "limit" in told else USUAL)


def _number(given: nodes.Keyword) -> int:
    """How many."""
    value = given.value.value if isinstance(given.value, nodes.Const) else None
    if type(value) is int and 1 <= value <= MOST:
        return value
    raise TemplateError(f"`limit` is a number from 1 to {MOST}", given.lineno)


def _text(given: nodes.Keyword) -> str:
    """A category or a variant."""
    value = given.value.value if isinstance(given.value, nodes.Const) else None
    if isinstance(given.value, nodes.List | nodes.Tuple):
        raise TooManyLimits(f"recommendations are of one {given.key}", given.lineno)
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise TemplateError(f"`{given.key}` is a text in quotes", given.lineno)


def all_asked(tree: nodes.Template) -> tuple[Asked, ...]:
    """Everything that a template wants recommended."""
    calls = (one for one in tree.find_all(nodes.Call) if called(one) == RECOMMENDATIONS)
    return tuple(sorted({asked(one) for one in calls}, key=repr))


def recommended(node: nodes.Call) -> nodes.Expr:
    """The expression that reads the products which a call asks for."""
    line = node.lineno
    record = nodes.Name(RECOMMENDED, "load", lineno=line)
    products = nodes.Getitem(record, nodes.Const(asked(node).key, lineno=line), "load", lineno=line)
    nothing = nodes.List([], lineno=line)
    return nodes.Filter(products, "default", [nothing], [], None, None, lineno=line)


_TOTAL = "Total{% if (contact.language or '') is startingwith 'fr' %} {% endif %}:"
_CART = (
    "{% if cart %}\n\n{% for item in cart.items %}\nROW\n{% endfor %}\n\nTOTAL\n\n{% endif %}\n",
    "item",
    "cart.currency",
)
_PRODUCTS = (
    "\n\n{% for product in PRODUCTS %}\nROW\n{% endfor %}\n\n",
    "product",
    "product.currency",
)
_PRICE = "{% if ONE.price is number %}, {{ ONE.price | money(CURRENCY) }}{% endif %}"
_ROWS = {
    "markdown": "- {% if ONE.url %}[{{ ONE.name }}]({{ ONE.url }})"
    "{% else %}{{ ONE.name }}{% endif %}PRICE",
    "html": '<p>{% if ONE.url %}<a href="{{ ONE.url }}">{{ ONE.name }}</a>'
    "{% else %}{{ ONE.name }}{% endif %}PRICE</p>",
    "text": "- {{ ONE.name }}PRICE{% if ONE.url %} {{ ONE.url }}{% endif %}",
}
_TOTALS = {
    "markdown": f"**{_TOTAL} {{{{ cart.total | money }}}}**",
    "html": f"<p><strong>{_TOTAL} {{{{ cart.total | money }}}}</strong></p>",
    "text": f"{_TOTAL} {{{{ cart.total | money }}}}",
}


def fragment(name: str, format: str) -> str:
    """The template of a block, for a body written in `format`; `PRODUCTS` is its list."""
    written = format if format in _ROWS else "html"
    whole, one, currency = _CART if name == CART_BLOCK else _PRODUCTS
    row = _ROWS[written].replace("PRICE", _PRICE).replace("CURRENCY", currency)
    return whole.replace("ROW", row.replace("ONE", one)).replace("TOTAL", _TOTALS[written])


def in_place(call: nodes.Call, piece: nodes.Template) -> list[nodes.Node]:
    """The nodes of a block's template, with the products that this call asks for."""
    if called(call) == RECOMMENDATIONS:
        for loop in piece.find_all(nodes.For):
            loop.iter = recommended(call)
    return list(piece.body)
