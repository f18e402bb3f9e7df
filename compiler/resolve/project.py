"""A project whose names are resolved: what the checks and the lowering read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...dsl import nodes
from ...dsl.diagnostics import Diagnostic, Severity
from ..ir.text import fold
from ..project import ProjectSources
from .collect import audiences, collect, declarations
from .facts import AudienceFacts, StoreFacts
from .sends import BuiltIn, sent_emails, sent_message, status
from .symbols import Declared, Symbols
from .tree import descendants


@dataclass(frozen=True)
class Project:
    """The parsed files, their names, and the facts of the audience and the stores.

    `damage` tells, by path, where lines could not be read: what is missing there may have been
    written all the same.
    """

    sources: ProjectSources
    files: tuple[nodes.File, ...]
    symbols: Symbols
    audience: AudienceFacts
    stores: Mapping[str, StoreFacts]
    damage: Mapping[str, tuple[int, ...]]

    @property
    def profile(self) -> str | None:
        """The product in which the project could be rebuilt, if that is asked."""
        return self.sources.settings.profile

    @property
    def journeys(self) -> Iterator[Declared[nodes.Journey]]:
        """Every journey, by name."""
        return self.symbols.all(nodes.Journey)

    @cached_property
    def added_tags(self) -> frozenset[str]:
        """The folded tags that some step adds."""
        return frozenset(
            fold(step.tag.value) for file in self.files for step in descendants(file, nodes.AddTag)
        )

    @cached_property
    def built_in_emails(self) -> frozenset[str]:
        """The emails that no declaration makes: the built-in ones of journeys."""
        return frozenset(
            sent.name
            for one in self.journeys
            for step in descendants(one.node, nodes.SendEmail)
            if isinstance(sent := sent_message(step, one.node, self.symbols), BuiltIn)
        )

    @cached_property
    def active_emails(self) -> frozenset[str]:
        """The emails that some active journey sends."""
        active = (one.node for one in self.journeys if status(one.node) == "active")
        return frozenset().union(*(sent_emails(one, self.symbols) for one in active))

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the stores, else the audience's."""
        return tuple(sorted({store.currency for store in self.stores.values()})) or (
            self.audience.currency,
        )


def resolve(
    sources: ProjectSources, files: tuple[nodes.File, ...], earlier: list[Diagnostic]
) -> tuple[Project, list[Diagnostic]]:
    """Files to a project with names; `earlier` is what reading and parsing have found."""
    damage = damage_of(earlier)
    paths = {source.path for source in sources.sources}
    broken = [source for source in sources.sources if source.path in damage]
    symbols, diagnostics = collect(files, broken, partial=bool(damage.keys() - paths))
    first = next(iter(audiences(files)), None)
    audience = AudienceFacts.of(first[0] if first else None)
    stores = _stores(files, symbols, audience)
    return Project(sources, files, symbols, audience, stores, damage), diagnostics


def damage_of(earlier: list[Diagnostic]) -> dict[str, tuple[int, ...]]:
    """Where the errors of reading and parsing are, by path."""
    found: dict[str, tuple[int, ...]] = {}
    for one in earlier:
        if one.severity is Severity.ERROR:
            found[one.path] = (*found.get(one.path, ()), one.span.start)
    return found


def _stores(
    files: tuple[nodes.File, ...], symbols: Symbols, audience: AudienceFacts
) -> dict[str, StoreFacts]:
    declared = [StoreFacts.of(one.node, audience) for one in symbols.all(nodes.Store)]
    if not declared and only_journeys(files) and not symbols.may_have(nodes.Store):
        declared = [StoreFacts.implicit(audience)]
    return {store.name: store for store in declared}


def only_journeys(files: tuple[nodes.File, ...]) -> bool:
    """Whether nothing but journeys is declared: such a project has a store by itself."""
    others = (one for one in declarations(files) if not isinstance(one.node, nodes.Journey))
    return not audiences(files) and next(others, None) is None
