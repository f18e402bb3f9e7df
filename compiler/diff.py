"""Two versions of a journey: what an edit changed, and where the people on its steps belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .ir import steps as ir
from .ir.journey import Journey

SETTINGS: Final[Mapping[str, str]] = {
    "starts": "starting points",
    "only_if": "only if",
    "re_entry": "re-entry",
    "exits": "exit when",
    "goal": "goal",
    "objective": "objective",
    "holdout": "holdout",
    "quiet_hours": "quiet hours",
    "time_zone": "time zone",
}
# Where a step stands and leads does not make it another one.
PLACE: Final = frozenset({"number", "key", "line", "next", "timeout", "otherwise", "salt"})


@dataclass(frozen=True, slots=True)
class Difference:
    """The settings, by the words for them, and the keys of the steps that are not as before."""

    settings: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Landing:
    """The step of the new version for who rests at one of the old; `stays`: it is the same one."""

    key: str
    stays: bool


def difference(old: Journey, new: Journey) -> Difference:
    """What an edit changed."""
    before = {step.key: content(step) for step in old.steps}
    after = {step.key: content(step) for step in new.steps}
    return Difference(
        settings=tuple(
            words for name, words in SETTINGS.items() if getattr(old, name) != getattr(new, name)
        ),
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed=tuple(key for key in before if before[key] != after.get(key, before[key])),
    )


def content(step: ir.Step) -> dict[str, Any]:
    """What a step does, wherever it stands and leads."""
    found = step.model_dump(exclude=set(PLACE))
    if "arms" in found:
        found["arms"] = [{**arm, "next": None} for arm in found["arms"]]
    return found


def landing(old: Journey, new: Journey, number: int) -> Landing:
    """Where somebody goes on who rests at a step: there, or at its first successor left. STEP-13"""
    after = {step.key: step for step in new.steps}
    here = old.steps[number]
    while here.key not in after and not isinstance(here, ir.End):
        here = old.steps[successor(here)]
    if here.key not in after:
        return Landing(new.steps[-1].key, False)
    return Landing(here.key, here.number == number and is_same(here, after[here.key]))


def is_same(old: ir.Step, new: ir.Step) -> bool:
    """Whether who waits at a step can just stay; another question is asked from the beginning."""
    asks = isinstance(old, ir.WaitEvent | ir.WaitCondition)
    return old.kind == new.kind and (not asks or content(old) == content(new))


def successor(step: ir.Step) -> int:
    """What comes after a step for whom nothing has happened there."""
    match step:
        case ir.WaitEvent() | ir.WaitCondition():
            return step.next if step.timeout is None else step.timeout
        case ir.Branch() | ir.Among():
            return step.otherwise
        case ir.Split():
            return step.arms[-1].next
        case ir.End():
            raise ValueError("nothing follows the end")
        case _:
            return step.next
