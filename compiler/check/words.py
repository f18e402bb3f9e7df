"""The words of findings: lists as people read them, and the unknown word of a closed list."""

from __future__ import annotations

from collections.abc import Iterable

from ...dsl import nodes
from ...dsl.diagnostics import Finding, Fix
from ...dsl.nearest import nearest
from ..rules.meaning import UNKNOWN_WORD
from .place import Findings


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def one_of(
    word: nodes.Word, what: str, known: tuple[str, ...], rule: str | None = None
) -> Findings:
    """The finding of a word that is not in a closed list; `rule` is the catalogue's ID."""
    if word.value in known:
        return
    near = nearest(word.value, known)
    words = f"`{word.value}` is no {what}"
    fix = Fix(word.span, near) if near else None
    meant = f"did you mean `{near}`? " if near else ""
    yield UNKNOWN_WORD, Finding(word.span, words, f"{meant}it is one of {listed(known)}", fix, rule)
