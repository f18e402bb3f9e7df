"""The mistakes of one template, all in one pass, each with its place: nothing is filled or sent.

`mistakes` is a pure function of the text and of what it will be read in, so that the command
line, an editor and the studio say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from ...compiler.ir.templates import CART_BLOCK, UNSUBSCRIBE, Mistake, Surroundings
from .allowed import objections
from .blocks import TooManyLimits, called
from .errors import TemplateError
from .filters import FILTERS, TESTS
from .foreign import dead_way_out, merge_tags
from .knowing import Known, falsehoods, path_of, truths
from .located import Tree, read, word_at
from .naming import REFUSED, Names, Span, near
from .placing import misplaced
from .requests import never_json

Children = Iterable[nodes.Node]


def mistakes(source: str, around: Surroundings) -> list[Mistake]:
    """Everything wrong in a template, in reading order; spans count characters of `source`."""
    try:
        tree = read(source)
    except TemplateError as error:
        return [Mistake("unreadable-template", *word_at(source, error.line or 0), error.message)]
    check = Check(tree, around)
    try:
        check.refusals()
        check.statements(tree.root.body, Known())
        check.places()
        check.ending()
        check.foreign()
    except RecursionError:
        first = tree.tokens[0].start if tree.tokens else 0
        return [Mistake("unreadable-template", *word_at(source, first), *TOO_DEEP)]
    return sorted(set(check.found), key=lambda one: (one.start, one.end, one.rule))


@dataclass(slots=True)
class Check(Names):
    """Goes through a template once; `found` grows."""

    refused: set[int] = field(default_factory=set)

    # --- what may not be written -----------------------------------------------------------

    def refusals(self) -> None:
        """Whatever the sandbox refuses, and misspelt filters and tests."""
        for node, error in objections(self.tree.root):
            if isinstance(node, nodes.Filter | nodes.Test) and node.node is not None:
                self.unknown_word(node)
                continue
            self.refused.add(id(node))
            rule = "too-many-limits" if isinstance(error, TooManyLimits) else REFUSED
            self.say(rule, self.tree.span(node), error.message, HELPS[rule])

    def unknown_word(self, node: nodes.Filter | nodes.Test) -> None:
        """A filter or a test that does not exist."""
        sort, known = ("filter", FILTERS) if isinstance(node, nodes.Filter) else ("test", TESTS)
        guess = near(node.name, known)
        words = f"there is no {sort} `{node.name}`" + guess.question
        self.say("unknown-filter", self.tree.named(node), words, guess.help, guess.text)

    # --- statements ------------------------------------------------------------------------

    def statements(self, body: Sequence[nodes.Node], known: Known) -> Known:
        """What stands one after the other; returns what is known behind it."""
        for node in body:
            known = self.statement(node, known)
        return known

    def statement(self, node: nodes.Node, known: Known) -> Known:
        """One tag, or a piece of text with values in it."""
        match node:
            case nodes.Output():
                self.output(node, known)
            case nodes.If():
                return self.branches(node, known)
            case nodes.For():
                self.loop(node, known)
            case nodes.Assign():
                self.expression(node.node, known)
                return known.named(node.target, known.record(node.node))
        return known

    def output(self, node: nodes.Output, known: Known) -> None:
        """Text, values, and content blocks."""
        for child in node.nodes:
            if called(child):
                self.block(child)
            elif not isinstance(child, nodes.TemplateData):
                self.expression(child, known)
                self.printed(child, known)

    def branches(self, node: nodes.If, known: Known) -> Known:
        """`if`, `elif`, `else`; names that one of them sets are known behind it."""
        here, behind = known, known
        for branch in (node, *node.elif_):
            self.expression(branch.test, here)
            inner = self.statements(branch.body, here.where(truths(branch.test)))
            behind = Known({**behind.names, **inner.names}, known.there)
            here = here.where(falsehoods(branch.test))
        inner = self.statements(node.else_, here)
        return Known({**behind.names, **inner.names}, known.there)

    def loop(self, node: nodes.For, known: Known) -> None:
        """`for line in cart.lines`."""
        self.expression(node.iter, known)
        kind = (known.record(node.iter) or "").removeprefix("list of ")
        inner = known.named(node.target, kind if kind in ("line", "item", "product") else None)
        inner = Known({**inner.names, "loop": "loop"}, inner.there)
        if node.test is not None:
            self.expression(node.test, inner)
            inner = inner.where(truths(node.test))
        self.statements(node.body, inner)
        self.statements(node.else_, known)

    # --- expressions -----------------------------------------------------------------------

    def expression(self, node: nodes.Node, known: Known) -> None:
        """The names that an expression reads."""
        match node:
            case nodes.And():
                self.expression(node.left, known)
                self.expression(node.right, known.where(truths(node.left)))
            case nodes.Or():
                self.expression(node.left, known)
                self.expression(node.right, known.where(falsehoods(node.left)))
            case nodes.CondExpr():
                self.conditional(node, known)
            case nodes.Test() if node.name in ("defined", "undefined"):
                pass
            case _ if path := path_of(node):
                self.path(node, path, known)
            case _ if id(node) not in self.refused:
                self.each([one for one in node.iter_child_nodes() if not called(node)], known)

    def conditional(self, node: nodes.CondExpr, known: Known) -> None:
        """`a if test else b`."""
        self.expression(node.test, known)
        self.expression(node.expr1, known.where(truths(node.test)))
        if node.expr2 is not None:
            self.expression(node.expr2, known.where(falsehoods(node.test)))

    def each(self, children: Children, known: Known) -> None:
        """Several expressions."""
        for child in children:
            self.expression(child, known)

    def printed(self, node: nodes.Node, known: Known) -> None:
        """What of an expression is shown, which had better not be blank."""
        match node:
            case nodes.Filter() if not reckoned(node) and node.node is not None:
                self.printed(node.node, known)
            case nodes.Or():
                self.printed(node.right, known.where(falsehoods(node.left)))
            case nodes.And():
                self.printed(node.right, known.where(truths(node.left)))
            case nodes.Concat():
                for one in node.nodes:
                    self.printed(one, known)
            case nodes.CondExpr():
                self.printed(node.expr1, known.where(truths(node.test)))
                if node.expr2 is not None:
                    self.printed(node.expr2, known.where(falsehoods(node.test)))
            case _ if path := path_of(node):
                self.shown(node, path, known)

    # --- the whole -------------------------------------------------------------------------

    def block(self, node: nodes.Node) -> None:
        """A content block, and whether the message it stands in is one for it. GR-30, GR-31."""
        around, span = self.around, self.tree.span(node)
        if around.part != "body" and around.part != "sms":
            self.say(REFUSED, span, f"`{called(node)}()` can only stand in a body")
        elif called(node) == CART_BLOCK:
            self.cart_block(span)

    def cart_block(self, span: Span) -> None:
        """The block of a cart, in a message that has none."""
        if not self.around.sent:
            words = "the cart block stands in a message that no journey sends"
            help = "send it in a journey with `starting point: abandons cart`"
            self.say("cart-block-alone", span, words, help)
        elif self.around.carts is not None:
            words = f"the journey `{self.around.carts}` does not start with an abandoned cart"
            help = "the cart block shows nothing there: send another message in that journey"
            self.say("cart-block-elsewhere", span, words, help)

    def places(self) -> None:
        """Values in HTML where nothing makes them safe, such as in a script."""
        if self.around.format == "html":
            for node, words in misplaced(self.tree.root):
                self.say(REFUSED, self.tree.span(node), words, "write it between two tags")

    def foreign(self) -> None:
        """Merge tags of other systems; what a request holds is for others to read."""
        if self.around.part != "request":
            for tag in merge_tags(self.tree.source):
                words = f"`{tag.text}` is sent as it is written"
                self.say("foreign-merge-tag", (tag.start, tag.end), words, f"say `{tag.meant}`")

    def ending(self) -> None:
        """The way out, which every marketing mail needs, and the way to the survey sent with it."""
        around = self.around
        names = {name.name for name in self.tree.root.find_all(nodes.Name)}
        if around.part == "body" and around.marketing and UNSUBSCRIBE not in names:
            self.say("no-way-out", last_line(self.tree), *NO_WAY_OUT)
        dead = dead_way_out(self.tree.source) if around.format == "markdown" else None
        if around.marketing and dead:
            self.say("no-way-out", dead, "this is no link", LINK)
        if around.survey and "survey" not in names:
            self.say("survey-not-shown", last_line(self.tree), *NO_SURVEY)
        if around.part == "request" and around.format == "json" and never_json(self.tree.root):
            self.say("unreadable-template", last_line(self.tree), *NEVER_JSON)


REPLACING = ("default", "d", "length", "count")
LINK = "write `[Unsubscribe]({{ unsubscribe_url }})`, without a space and with both parentheses"
HELPS = {
    REFUSED: "a message shows values, chooses with `if` and repeats with `for`",
    "too-many-limits": "write two blocks, one below the other",
}
TOO_DEEP = ("this is nested too deeply", "write it in several steps, with `set`")
NEVER_JSON = (
    "what comes out of this body is never JSON",
    "close every bracket and quotation mark, with a comma between two values",
)
NO_SURVEY = (
    "this email is sent with a survey, and does not lead to it",
    "add `[{{ survey.question }}]({{ survey.url }})`, with `{% if survey %}` around it if it is "
    "also sent without",
)
NO_WAY_OUT = (
    "this marketing email has no link to unsubscribe",
    "add `[Unsubscribe]({{ unsubscribe_url }})`; mail that is no marketing says "
    "`kind: transactional`",
)


def reckoned(node: nodes.Filter) -> bool:
    """Whether a filter makes a value that is there of a list, or of nothing."""
    return node.name in REPLACING or (node.name == "sum" and bool(node.args or node.kwargs))


def last_line(tree: Tree) -> Span:
    """The last line with something in it."""
    text = tree.source.rstrip()
    start = text.rfind("\n") + 1
    return start + len(text[start:]) - len(text[start:].lstrip()), len(text)
