"""The names of a template: whether they exist, are there in every journey, and may be blank."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from jinja2 import nodes

from ...compiler.ir.templates import (
    ALWAYS,
    BLOCKS,
    LISTS,
    OPEN,
    OPTIONAL,
    RECORDS,
    UNSUBSCRIBE,
    Mistake,
    Surroundings,
)
from .knowing import Known, Path
from .located import Tree

Span = tuple[int, int]
REFUSED = "refused-in-template"
ORIGINS = {
    "cart": "does not start with an abandoned cart",
    "order": "does not start with an order",
    "product": "does not start with a product",
    "event": "does not start with an event",
    "discount": "gives no discount before this message",
    "survey": "sends this message without a survey",
}


class Guess(NamedTuple):
    """The nearest word that exists, and how to speak of it."""

    text: str | None
    question: str = ""
    help: str | None = None


def near(word: str, known: Iterable[str], before: str = "") -> Guess:
    """What somebody who wrote this word may have meant; else all there is, if that is not much."""
    names = sorted(known)
    begun = [name for name in names if len(word) > 2 and name.startswith(word.lower())]
    found = begun or get_close_matches(word.lower(), names, n=1, cutoff=0.7)
    if found:
        return Guess(found[0], f", did you mean `{before}{found[0]}`?")
    return Guess(None, "", "there are " + ", ".join(f"`{one}`" for one in names))


@dataclass(slots=True)
class Names:
    """Says what is wrong with names; `found` grows."""

    tree: Tree
    around: Surroundings
    found: list[Mistake] = field(default_factory=list)

    def say(
        self, rule: str, span: Span, words: str, help: str | None = None, fix: str | None = None
    ) -> None:
        """Notes a mistake; a fix replaces the last word of what is underlined."""
        mended = (*self._last_word(span), fix) if fix else None
        self.found.append(Mistake(rule, *span, words, help, mended))

    def _last_word(self, span: Span) -> Span:
        found = re.search(r"\w+(?=\W*$)", self.tree.source[slice(*span)])
        return (span[0] + found.start(), span[0] + found.end()) if found else span

    def path(self, node: nodes.Node, path: Path, known: Known) -> None:
        """A name, or something read of one."""
        root = path[0]
        if root in known.names:
            self.member(node, path, known.names[root], known)
        elif root == UNSUBSCRIBE:
            return
        elif root in ALWAYS or root in OPTIONAL:
            self.presence(node, path, known)
            self.member(node, path, root, known)
        else:
            self.unknown(node, path, known)

    def unknown(self, node: nodes.Node, path: Path, known: Known) -> None:
        """A name that nothing has."""
        root, contact = path[0], {*RECORDS["contact"], *self.around.fields}
        if root in BLOCKS:
            return self.say(REFUSED, self.tree.span(node), f"write `{{{{ {root}() }}}}`")
        if root in contact:
            guess = Guess(f"contact.{root}", f", did you mean `contact.{root}`?")
        else:
            guess = near(root, (*ALWAYS, *OPTIONAL, UNSUBSCRIBE, *known.names))
        while isinstance(node, nodes.Getattr | nodes.Getitem):
            node = node.node
        words = f"`{root}` is unknown here{guess.question}"
        return self.say("unknown-variable", self.tree.span(node), words, guess.help, guess.text)

    def presence(self, node: nodes.Node, path: Path, known: Known) -> None:
        """A cart where there is none."""
        root, lacking = path[0], self.around.lacking
        if (root,) in known.there or not self._read(node):
            return
        if root not in lacking:
            return self.lasting(node, root)
        words = f"there is no `{root}` here: the journey `{lacking[root]}` {ORIGINS[root]}"
        help = f"write `{{% if {root} %}}` around it, for the journeys that have one"
        if root in self.around.never:
            help = f"leave `{'.'.join(path)}` out, or send another message in that journey"
        self.say("not-in-this-journey", self.tree.span(node), words, help)

    def lasting(self, node: nodes.Node, root: str) -> None:
        """The code of a discount that may be over, or used up, when the message leaves."""
        if root == "discount" and self.around.passing:
            words = f"the discount of the journey `{self.around.passing}` may be over or used up"
            help = "write `{% if discount %}` around it: without a code, the message is not sent"
            self.say("discount-over", self.tree.span(node), words, help)

    def _read(self, node: nodes.Node) -> bool:
        """Whether something is read of a record; `{% if cart %}` may always ask for it."""
        return not isinstance(node, nodes.Name)

    def member(self, node: nodes.Node, path: Path, kind: str | None, known: Known) -> None:
        """`contact.frist_name`."""
        fields = RECORDS.get(kind or "")
        if fields is None or kind in OPEN or len(path) < 2 or path[1].startswith("_"):
            return
        every = {*fields, *(self.around.fields if kind == "contact" else ())}
        if path[1] not in every:
            owner = self.owner(node, len(path) - 2)
            guess = near(path[1], every, f"{path[0]}.")
            words = f"`{path[0]}.{path[1]}` is unknown{guess.question}"
            self.say("unknown-variable", self.tree.span(owner), words, guess.help, guess.text)

    def owner(self, node: nodes.Node, depth: int) -> nodes.Node:
        """What an expression is read of, so many steps up."""
        for _ in range(depth):
            assert isinstance(node, nodes.Getattr | nodes.Getitem)
            node = node.node
        return node

    def shown(self, node: nodes.Node, path: Path, known: Known) -> None:
        """A value in the text of a message: it may be blank, and it is no record or list."""
        dotted = ".".join(path)
        if path[0] in known.names:
            return
        whole = self.around.part != "request"  # there, a record becomes JSON
        if whole and len(path) == 1 and path[0] in (*ALWAYS, *OPTIONAL):
            words = f"`{dotted}` is a record: show something of it"
            self.say(REFUSED, self.tree.span(node), words, f"such as `{dotted}.{FIRST[dotted]}`")
        elif whole and LISTS.get((path[0], path[-1])) and len(path) == 2:
            one = LISTS[path[0], path[-1]]
            help = f"write `{{% for {one} in {dotted} %}}`"
            self.say(REFUSED, self.tree.span(node), f"`{dotted}` is a list: repeat over it", help)
        elif dotted in self.around.blank and path not in known.there:
            self.blank(node, dotted)

    def blank(self, node: nodes.Node, dotted: str) -> None:
        """A value that some contact, or the whole project, does not have."""
        if dotted.startswith("contact."):
            words = f"`{dotted}` may be blank"
            help = f"say what stands there instead: `{{{{ {dotted} or 'friend' }}}}`"
        elif dotted == UNSUBSCRIBE:
            words, help = f"`{dotted}` is blank: only an email has it", "leave it out"
        else:
            words = f"`{dotted}` is blank: the audience does not say it"
            help = f"declare it in the `audience:`, or write `{{% if {dotted} %}}` around it"
        self.say("blank-value", self.tree.span(node), words, help)


FIRST = {name: fields[0] for name, fields in RECORDS.items()} | {
    "contact": "first_name",
    "cart": "url",
    "order": "number",
    "product": "name",
}
