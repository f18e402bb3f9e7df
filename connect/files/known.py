"""What the deployed program declares, and the values of a file that it would not accept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ...compiler.ir.calendar import DAY
from ...compiler.ir.text import fold
from ...runtime.store import Store
from .cells import Cells, RowProblem
from .records import as_text

LETTERS: Final = re.compile(r"[A-Za-z]{2}")
PHONE: Final = re.compile(r"\+?[\d\s().\-/]*\d[\d\s().\-/]*")
FEWEST_DIGITS: Final = 3
ANSWER: Final = "answer"


@dataclass(frozen=True, slots=True)
class Known:
    """Folded tags and groups, and the scales of surveys; None is not to be looked at.

    Before the first deployment nothing is declared, so nothing can be held against it.
    """

    tags: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    surveys: Mapping[str, tuple[int, int]] | None = None


NOTHING_KNOWN: Final = Known()


def known(store: Store) -> Known:
    """What the program declares that was deployed last."""
    for (text,) in store.read("intake.program"):
        ir: dict[str, Any] = json.loads(text)
        groups = (
            f"{one['name']}.{member}" for one in ir.get("groups", ()) for member in one["members"]
        )
        surveys = {one["name"]: (one["low"], one["high"]) for one in ir.get("surveys", ())}
        return Known(tags(ir), frozenset(map(fold, groups)), surveys)
    return NOTHING_KNOWN


def tags(ir: Mapping[str, Any]) -> frozenset[str] | None:
    """The tags that the audience lists and those that journeys give, as `jalon check` has it."""
    listed: list[str] = ir.get("audience", {}).get("tags", [])
    steps = (step for journey in ir.get("journeys", ()) for step in journey["steps"])
    added = [step["name"] for step in steps if step["kind"] == "tag" and step.get("add", True)]
    return frozenset(map(fold, [*listed, *added])) if listed else None


def language(cells: Cells) -> str | None:
    """The two letters of a language; anything else is left out and noted."""
    text = cells.text("language")
    if text is None or LETTERS.fullmatch(text.strip()):
        return text
    cells.notes.append(f"kept without `language`: `{text}` is not two letters like fr")
    return None


def phone(cells: Cells) -> str | None:
    """A phone number; a text that is none is left out and noted."""
    text = cells.text("phone")
    if text is None or (
        PHONE.fullmatch(text.strip()) and sum(map(str.isdigit, text)) >= FEWEST_DIGITS
    ):
        return text
    cells.notes.append(f"kept without `phone`: `{text}` is no phone number")
    return None


def declared(cells: Cells, name: str, names: frozenset[str] | None) -> list[str]:
    """The tags or groups of a cell; those that are not declared are left out and noted."""
    told = cells.several(name)
    if names is None:
        return told
    strange = [one for one in told if fold(one) not in names]
    one = name.removesuffix("s")
    cells.notes += [f"kept without {one} `{text}`: it is not declared" for text in strange]
    return [text for text in told if text not in strange]


def not_ahead(at: int, now: int | None, told: str | None) -> int:
    """An instant that is at most a day ahead of now. Raises `RowProblem`."""
    if now is not None and at > now + DAY:
        raise RowProblem(f"`occurred_at`: `{told}` is in the future")
    return at


def answer(survey: str | None, properties: Mapping[str, object], known: Known) -> None:
    """Raises `RowProblem` for an answer to no survey, or one outside its scale."""
    if known.surveys is None:
        return
    name = fold(survey or "").strip()
    if name not in known.surveys:
        raise RowProblem(f"there is no survey `{survey or ''}`{choices(known.surveys)}")
    low, high = known.surveys[name]
    told = properties.get(ANSWER)
    if not within(told, low, high):
        shown = "nothing" if told is None else f"`{as_text(told)}`"
        raise RowProblem(f"{shown} is no answer to the survey `{survey}`: it is {low} to {high}")


def choices(names: Iterable[str]) -> str:
    """`: there are nps, csat`, or nothing."""
    return f": there is {', '.join(found)}" if (found := sorted(names)) else ""


def within(told: object, low: int, high: int) -> bool:
    """Whether a value is a whole number of a scale."""
    if isinstance(told, bool) or not isinstance(told, int | Decimal | float):
        return False
    value = Decimal(str(told))
    return value.is_finite() and low <= value <= high and value == int(value)
