"""The stages of a plan: plain data, which one visitor carries out and another one prints."""

from __future__ import annotations

from dataclasses import dataclass

from ...compiler.diff import Difference


@dataclass(frozen=True, slots=True)
class Resting:
    """So many people at a step of a version, and the step of the new one for who is moved."""

    version: int
    step: int
    key: str
    people: int
    to: str
    stays: bool


@dataclass(frozen=True, slots=True)
class Prepare:
    """The audience gets what the program needs: calendar, fields, stores.

    `new`: this program was never here. `parts`: which of fields, groups and stores are not as
    before, and `messages`: which messages are not.
    """

    new: bool
    parts: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begin:
    """A journey that was never here."""

    journey: str
    status: str


@dataclass(frozen=True, slots=True)
class Keep:
    """A journey that is as it was, but perhaps for its status."""

    journey: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replace:
    """A journey that gets a new version; `people` are those inside, in any earlier one.

    `status` is the one before and the one after.
    """

    journey: str
    status: tuple[str, str]
    difference: Difference
    people: tuple[Resting, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class Move:
    """The people of a journey go on in its new version."""

    journey: str
    people: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class Retire:
    """A journey that the project no longer has: nobody enters, `people` finish it."""

    journey: str
    people: int


Stage = Prepare | Begin | Keep | Replace | Move | Retire
