"""An assembler of step graphs: steps name labels, labels become numbers, keys stay the same.

Steps are emitted in reading order, and every label is placed after the steps that name it: the
numbers are topological by construction. Until `settle`, the successors inside a step are labels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Final, NewType

from ..ir import steps as ir
from ..ir.base import Model
from ..ir.events import as_written
from .scope import Unchecked

Label = NewType("Label", int)
At = Callable[[int], int]
HASH_LETTERS: Final = 10
SUCCESSORS: Final = ("next", "timeout", "otherwise")
# What does not make a step another one: where it stands, where it leads, what the audience says.
PLACE: Final = frozenset({"number", "key", "line", "first_round", "countries", *SUCCESSORS})


@dataclass
class Graph:
    """The steps of one journey so far."""

    steps: list[ir.Step] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    ordinals: dict[str, int] = field(default_factory=dict)
    counters: dict[int, str] = field(default_factory=dict)  # of each `among the first`, by its node
    labels: int = 0

    def label(self) -> Label:
        """A label that is placed later."""
        self.labels += 1
        return Label(self.labels)

    def place(self, label: Label) -> None:
        """The label means the step that is emitted next."""
        self.places[label] = len(self.steps)

    def emit(self, step: ir.Step, key: str) -> str:
        """Add a step; its key, made unique by its ordinal among equal ones."""
        found, ordinal = key, self.ordinals.get(key, 1)
        while found in self.keys:
            ordinal += 1
            found = f"{key}-{ordinal}"
        self.ordinals[key] = ordinal
        self.keys.add(found)
        self.steps.append(step.model_copy(update={"number": len(self.steps), "key": found}))
        return found

    def names(self, label: Label) -> bool:
        """Whether some step leads to a label."""
        return any(label in successors(step) for step in self.steps)

    def settle(self) -> tuple[ir.Step, ...]:
        """The steps, with numbers for labels."""
        return tuple(relabel(step, self.at) for step in self.steps)

    def at(self, label: int) -> int:
        """The number that a label means."""
        if label not in self.places:
            raise Unchecked("a label that was never placed")
        return self.places[label]


@singledispatch
def relabel(step: Model, at: At) -> ir.Step:
    """The step with its successors looked up."""
    found = {name: getattr(step, name, None) for name in SUCCESSORS}
    update = {name: at(label) for name, label in found.items() if label is not None}
    return step.model_copy(update=update)  # type: ignore[return-value]  # it is a step


@relabel.register
def _(step: ir.Branch, at: At) -> ir.Step:
    arms = tuple(arm.model_copy(update={"next": at(arm.next)}) for arm in step.arms)
    return step.model_copy(update={"arms": arms, "otherwise": at(step.otherwise)})


@relabel.register
def _(step: ir.Split, at: At) -> ir.Step:
    arms = tuple(arm.model_copy(update={"next": at(arm.next)}) for arm in step.arms)
    return step.model_copy(update={"arms": arms})


def successors(step: ir.Step) -> set[int]:
    """What a step leads to."""
    arms = step.arms if isinstance(step, ir.Branch | ir.Split) else ()
    named = (getattr(step, name, None) for name in SUCCESSORS)
    return {arm.next for arm in arms} | {one for one in named if one is not None}


@singledispatch
def content(step: Model) -> str:
    """What makes a step itself, wherever it stands and leads."""
    return step.model_dump_json(exclude_none=True, exclude=set(PLACE))


@content.register
def _(step: ir.Branch) -> str:
    return " ".join(arm.predicate.to_json() for arm in step.arms)


@content.register
def _(step: ir.Among) -> str:
    return ""  # another number counts on


@content.register
def _(step: ir.WaitEvent) -> str:
    written = step.model_copy(update={"pattern": as_written(step.pattern)})
    return written.model_dump_json(exclude_none=True, exclude=set(PLACE))


@content.register
def _(step: ir.Split) -> str:
    return " ".join(arm.name for arm in step.arms)


def derived_key(step: ir.Step, path: tuple[str, ...]) -> str:
    """A key of kind, content and the branches that lead to it: `wait-3fa2c1d0e5`.

    It does not change when steps are put in, taken out or changed elsewhere.
    """
    text = "\n".join([*path, step.kind, content(step)])
    return f"{step.kind}-{hashlib.sha256(text.encode()).hexdigest()[:HASH_LETTERS]}"


def salt(journey: str, key: str) -> int:
    """The salt of a split: 31 bits of a hash of journey and step. STEP-26."""
    digest = hashlib.sha256(f"{journey}\n{key}".encode()).digest()
    return int.from_bytes(digest[:4], "big") & 0x7FFFFFFF
