"""Symbols: what every name of a project stands for, per kind of thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from ...dsl import nodes
from ...dsl.source import Source

D = TypeVar("D", bound=nodes.Declaration)
Kind = type[nodes.Declaration]

WORDS: Final[Mapping[Kind, str]] = {
    kind: kind.__name__.lower()
    for kind in (
        nodes.Field,
        nodes.Group,
        nodes.Store,
        nodes.Segment,
        nodes.Email,
        nodes.Sms,
        nodes.Survey,
        nodes.Score,
        nodes.Discount,
        nodes.Offer,
        nodes.Webhook,
        nodes.Journey,
    )
}


class Declared(NamedTuple, Generic[D]):
    """A declaration and the file it stands in."""

    node: D
    source: Source


@dataclass(frozen=True, slots=True)
class Symbols:
    """The names of a project.

    `unread` holds names whose declaration has a syntax error: nothing is known of them but that
    they exist, so that a use of one is no second mistake. `partial`: a whole file could not be
    read, so any name may be declared in it.
    """

    tables: Mapping[Kind, Mapping[str, Declared[nodes.Declaration]]] = field(default_factory=dict)
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)
    partial: bool = False

    def declared(self, kind: type[D], name: str) -> Declared[D] | None:
        """The declaration of a name and its file, or None."""
        found = self.tables.get(kind, {}).get(name)
        return found  # type: ignore[return-value]  # tables are keyed by the node's own type

    def find(self, kind: type[D], name: str) -> D | None:
        """The declaration of a name, or None."""
        found = self.declared(kind, name)
        return found.node if found else None

    def all(self, kind: type[D]) -> Iterator[Declared[D]]:
        """Every declaration of a kind, in the order of names."""
        for name in sorted(self.tables.get(kind, {})):
            if found := self.declared(kind, name):
                yield found

    def names(self, kind: Kind) -> list[str]:
        """The names of a kind that can be suggested."""
        return sorted(self.tables.get(kind, {}))

    def known(self, kind: Kind, name: str) -> bool:
        """Whether there is such a name, be its declaration readable or not."""
        unread = self.unread.get(WORDS[kind], ())
        return self.partial or name in self.tables.get(kind, {}) or name in unread

    def may_have(self, kind: Kind) -> bool:
        """Whether anything of a kind is declared, as far as can be told."""
        return self.partial or bool(self.tables.get(kind)) or WORDS[kind] in self.unread
