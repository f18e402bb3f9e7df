"""Declared fields: values set, and the event of each that became another one. SP-28"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ...compiler.ir.kinds import FIELD_CHANGED
from ...compiler.ir.program import Field
from ..store import Store
from .batch import Batch, Staged, batch, firsts, restage
from .field_values import Stored, as_text, shown, stored
from .rows import ContactRow, FieldInput, Outcome
from .texts import folded, folded_json, to_json

TABLE = "intake_value"
Fields = Mapping[str, Field]


def declared_fields(store: Store) -> dict[str, Field]:
    """The fields of the deployed program, by name; none before the first deployment."""
    for (ir,) in store.read("intake.program"):
        fields = json.loads(ir).get("fields", ())
        return {field["name"]: Field.model_validate(field) for field in fields}
    return {}


def set_field(
    store: Store, contact_keys: Iterable[str], field: str, value: FieldInput, at: int
) -> Outcome:
    """Sets a declared field of contacts; an empty value takes it away. Events where it changes.

    Raises `ValueError` when there is no such field, or its type cannot read the value.
    """
    told = list(contact_keys)
    with batch(store, at, "live") as here:
        known = declared_fields(store)
        if field not in known:
            raise ValueError(f"there is no field `{field}`")
        if (new := stored(known[field], value)) is None:
            raise ValueError(unreadable(known[field], value))
        restage(store, TABLE, [staged(n, field, new, key) for key, n in firsts(told)])
        store.write(f"{TABLE}.find")
        for n, key in store.read(f"{TABLE}.unknown"):
            here.refuse(n, f"`{key}` is not a contact")
        apply(here, [known[field]])
        store.write(f"{TABLE}.touch", now=here.now)
        here.retell(TABLE)
        [(here.changed,)] = store.read(f"{TABLE}.count")
    return here.outcome(len(told))


def read_fields(here: Batch, known: Fields, n: int, row: ContactRow) -> list[Staged]:
    """The field values of a contact as they are staged; what cannot be read is noted."""
    found: list[Staged] = []
    for name, value in row.fields.items():
        if name not in known:
            here.drop_value(n, f"kept without `{name}`: there is no such field")
        elif (new := stored(known[name], value)) is None:
            here.drop_value(n, f"kept without `{name}`: {unreadable(known[name], value)}")
        elif new != Stored():
            found.append(staged(n, name, new))
    return found


def take_fields(here: Batch, known: Fields, values: list[Staged]) -> None:
    """Gives the contacts of this call the field values that came with them."""
    restage(here.store, TABLE, values)
    here.store.write(f"{TABLE}.find-among-contacts")
    apply(here, [known[name] for name in dict.fromkeys(value["field"] for value in values)])
    here.store.write("intake_contact.mark-by-value")


def staged(n: int, field: str, value: Stored, key: str = "") -> Staged:
    """One value as it is staged."""
    return {
        "n": n,
        "field": field,
        "key": key,
        "text_value": value.text,
        "folded": value.folded,
        "number_value": value.number,
    }


def apply(here: Batch, fields: Iterable[Field]) -> None:
    """Compares the staged values with those there are, writes them, and records the changes."""
    from ...compiler.sql.field_columns import read_field, write_field  # with sqlglot: when needed

    store = here.store
    kinds = {field.name: field.type for field in fields}
    for name, kind in kinds.items():
        store.write(read_field(name, kind, store.dialect), field=name)
    store.write(f"{TABLE}.mark-changed")
    for name, kind in kinds.items():
        store.write(write_field(name, kind, store.dialect), field=name)
    if not here.historic:
        store.many(f"{TABLE}.event", list(changes(here, kinds)))


def changes(here: Batch, kinds: Mapping[str, Any]) -> Iterable[Staged]:
    """The events of the values that changed."""
    for contact_id, field, was_text, was_number, text, number in here.store.read(
        f"{TABLE}.changes"
    ):
        values = {
            "from": shown(kinds[field], was_text, was_number),
            "to": shown(kinds[field], text, number),
        }
        told = {name: value for name, value in values.items() if value is not None}
        yield {
            "contact_id": contact_id,
            "kind": FIELD_CHANGED,
            "subject": folded(field),
            "properties": to_json(told),
            "folded": folded_json(told),
            **here.arrival(),
        }


def unreadable(field: Field, value: FieldInput) -> str:
    """The sentence for a value that the field's type cannot read."""
    if field.type == "choice":
        return f"`{as_text(value)}` is none of {', '.join(field.choices)}"
    return f"`{as_text(value)}` is no {field.type}"
