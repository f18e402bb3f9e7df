"""Diagnostics: what is wrong in a file, as values that a person or an editor can use.

The words follow one form: lower case, no final period, one sentence that says what is wrong
here, with the user's text in back-ticks; then a help; then a fix, where one is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .source import Source, Span


class Severity(StrEnum):
    """How bad: an error stops the compiler, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Applicability(StrEnum):
    """Whether a fix can be applied without asking."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Topic(StrEnum):
    """The group a code belongs to, by its first digit."""

    SYNTAX = "syntax"
    NAMES = "names"
    MEANING = "types and meaning"
    STEPS = "starting points and steps"
    MESSAGES = "messages and templates"
    CONSENT = "consent and pressure"
    PROOFS = "proofs"
    STYLE = "style"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code stands for: its two identities, and the paragraph `jalon rule CODE` prints."""

    code: str
    name: str
    explanation: str
    example: str = ""
    catalogue: str | None = None
    severity: Severity = Severity.ERROR

    @property
    def topic(self) -> Topic:
        """The group of the code: `J401` is about starting points and steps."""
        return tuple(Topic)[int(self.code[1]) - 1]


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement that removes the cause of a diagnostic."""

    span: Span
    replacement: str
    applicability: Applicability = Applicability.SAFE


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: which rule, where exactly, in what words, and what to do about it."""

    code: str
    name: str
    severity: Severity
    path: str
    span: Span
    message: str
    help: str | None = None
    rule: str | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The particulars of one mistake, before it is tied to a rule and a file."""

    span: Span
    message: str
    help: str | None = None
    fix: Fix | None = None
    catalogue: str | None = None


def diagnose(rule: Rule, source: Source, finding: Finding) -> Diagnostic:
    """The diagnostic of a finding in a source; its own catalogue ID wins over the rule's."""
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        source.path,
        finding.span,
        finding.message,
        finding.help,
        finding.catalogue or rule.catalogue,
        finding.fix,
    )


def index(*tables: Iterable[Rule]) -> Mapping[str, Rule]:
    """Rules of several rooms under both identities, code and name; a clash is a `ValueError`.

    Each room keeps its rules in a plain tuple; whoever needs them all joins the tuples here.
    """
    found: dict[str, Rule] = {}
    for rule in (rule for table in tables for rule in table):
        for identity in (rule.code, rule.name):
            if identity in found:
                raise ValueError(f"two rules share the identity {identity}")
            found[identity] = rule
    return found


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics in reading order: by file, then place, then code."""
    return sorted(diagnostics, key=lambda found: (found.path, found.span, found.code))
