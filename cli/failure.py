"""Failures: what keeps a command from its work, in a sentence, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

FEW = 12
"""So many names are listed when none of them is near."""


class Failure(Exception):
    """Raised anywhere below a verb; printed once, at the top, without a stack trace."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def meant(word: str, words: Iterable[str]) -> str | None:
    """The help `did you mean …?`, or None when nothing is near."""
    from ..dsl.nearest import nearest  # needed only when something is wrong

    found = nearest(word, words)
    return f"did you mean `{found}`?" if found else None


def unknown(kind: str, word: str, words: Iterable[str]) -> Failure:
    """The failure of a name that does not exist; helps with the nearest name, or a few names."""
    names = sorted(words)
    if not names:
        return Failure(f"there is no {kind} `{word}`", f"there is no {kind} at all yet")
    listed = ", ".join(f"`{name}`" for name in names[:FEW]) + (", …" if len(names) > FEW else "")
    return Failure(f"there is no {kind} `{word}`", meant(word, names) or f"there is {listed}")
