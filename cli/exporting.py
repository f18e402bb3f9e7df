"""What is known of one contact, as JSON that people can read, or as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC

from ..compiler import ir
from ..deliver.records.contacts import field_value
from ..runtime.access import access
from ..runtime.store import Store
from ..runtime.trace import Trace
from .instants import shown
from .report.paint import visible

WITHIN_SECONDS = ("due", "not_before", "at")
FIELD, FOLDED = "field_", ("fold_", "folded_")


def document(store: Store, of: Trace, now: int) -> dict[str, object]:
    """Everything: instants as ISO 8601 in UTC, declared fields by their names."""
    program = latest_program(store)
    told = access(store, of, program, now)
    contact = told.pop("contact")
    assert isinstance(contact, dict)
    fields = declared(contact, program)
    own = {
        name: value
        for name, value in contact.items()
        if not name.startswith((FIELD, *FOLDED, "place_"))
    }
    whole = {"exported_at": now, "contact": own, "fields": fields, **told}
    return {name: written(name, value) for name, value in whole.items()}


def latest_program(store: Store) -> ir.Program | None:
    """The program that was deployed last."""
    found = store.read("intake.program")
    return ir.Program.model_validate_json(found[0][0]) if found else None


def declared(contact: Mapping[str, object], program: ir.Program | None) -> dict[str, object]:
    """Fields in their own words; one that the program has no more, as it is stored."""
    known = {field.name: field for field in program.fields} if program else {}
    stored = {
        name.removeprefix(FIELD): value
        for name, value in contact.items()
        if name.startswith(FIELD) and value is not None
    }
    return {
        name: field_value(known[name], value) if name in known else value
        for name, value in stored.items()
    }


def written(name: str, value: object) -> object:
    """A value as it is shown: instants in words."""
    if isinstance(value, Mapping):
        return {str(key): written(str(key), one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [written(name, one) for one in value]
    if isinstance(value, int) and (name in WITHIN_SECONDS or name.endswith("_at")):
        return shown(value, UTC).replace(" ", "T") + "Z"
    return value


def as_json(told: Mapping[str, object]) -> str:
    """For machines, and for people who look twice."""
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_text(told: Mapping[str, object]) -> Iterator[str]:
    """For people: a heading for each part, a line for each thing."""
    for name, part in told.items():
        if part in ({}, [], None):
            continue
        yield from ("", name.replace("_", " ").upper())
        if isinstance(part, Mapping):
            yield from (f"  {key}: {inline(value)}" for key, value in part.items())
        elif isinstance(part, list):
            yield from (f"  {inline(one)}" for one in part)
        else:
            yield f"  {inline(part)}"


def inline(value: object) -> str:
    """A thing in one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {inline(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(inline(one) for one in value)
    return visible(str(value))
