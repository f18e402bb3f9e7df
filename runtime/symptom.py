"""What a look at the database or the machine has shown, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "unseen", "warning", "problem"]


class NotLookedAt(Exception):
    """Somebody may not look, or cannot: a sentence for the user, and what to do about it."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at; with a `problem` the delivery contract may break."""

    what: str
    level: Level
    sentence: str
    advice: str | None = None


def fine(what: str, sentence: str) -> Symptom:
    """It is as it should be."""
    return Symptom(what, "ok", sentence)


def unseen(what: str, sentence: str, advice: str) -> Symptom:
    """Nobody can tell from here how it is."""
    return Symptom(what, "unseen", sentence, advice)


def warning(what: str, sentence: str, advice: str) -> Symptom:
    """It works, and should be looked at."""
    return Symptom(what, "warning", sentence, advice)


def problem(what: str, sentence: str, advice: str) -> Symptom:
    """The contract may break."""
    return Symptom(what, "problem", sentence, advice)
