"""The columns that each kind of file may have, and how the header of a file is understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from .problems import FileProblem

Kind = Literal[
    "contacts", "products", "orders", "order_lines", "events", "consents", "suppressions"
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a kind of file may hold.

    Of each group in `needed` one column must be there; `unused` are known to occur and are kept
    in nothing, for the reason given.
    """

    needed: tuple[tuple[str, ...], ...]
    optional: tuple[str, ...] = ()
    unused: Mapping[str, str] | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """Every column that is read."""
        return (*(name for group in self.needed for name in group), *self.optional)


COLUMNS: dict[Kind, Columns] = {
    "contacts": Columns(
        needed=(("contact_id", "email"),),
        optional=(
            *("created_at", "changed_at", "first_name", "last_name", "phone", "language"),
            *("country", "source", "time_zone", "email_status", "sms_status", "rating", "vip"),
            *(
                "tracking",
                "latitude",
                "longitude",
                "postal_code",
                "predicted_gender",
                "predicted_age",
            ),
            *("lifetime_value", "purchase_likelihood", "email_engagement", "email_client"),
            *("tags", "groups", "attributes"),
        ),
    ),
    "products": Columns(
        needed=(("product_id",),),
        optional=(
            *("name", "parent_category", "category", "categories", "vendor", "url", "image"),
            *("price", "last_price", "currency", "stock", "store"),
        ),
        unused={"category_id": "the category is told by its name"},
    ),
    "orders": Columns(
        needed=(("order_id",), ("ordered_at",), ("total",)),
        optional=(
            *("contact_id", "status", "financial_status", "fulfillment_status", "cancelled_at"),
            *("currency", "discount_code", "store"),
        ),
        unused={
            "lines": "lines are counted when they come",
            "store_id": "an outlet is no store of its own; `store` names one",
            "country": "the country is the contact's",
        },
    ),
    "order_lines": Columns(
        needed=(("order_id",), ("line_no",), ("product_id",)),
        optional=("name", "quantity", "unit_price", "line_total", "total", "store"),
        unused={"discount": "totals are what was paid"},
    ),
    "events": Columns(
        needed=(("contact_id",), ("occurred_at",), ("type",)),
        optional=(
            *("event_id", "session_id", "subject", "product_id", "category", "vendor"),
            *("unit_price", "currency", "quantity", "campaign_id", "properties", "store"),
        ),
    ),
    "consents": Columns(
        needed=(("contact_id",), ("state",)),
        optional=("channel", "purpose", "topic", "told_at", "source", "proof", "text_version"),
    ),
    "suppressions": Columns(
        needed=(("address",), ("reason",)),
        optional=("channel", "purpose", "topic", "suppressed_at"),
    ),
}


@dataclass(frozen=True, slots=True)
class Header:
    """How a file's columns are read: by which names, and what is not read at all and why."""

    names: Mapping[str, str]
    notes: tuple[str, ...]


def understand(found: Iterable[str], kind: Kind, fields: Iterable[str] = ()) -> Header:
    """Gives the columns of a file their names; `fields` are those that contacts have besides.

    Letter case, and blanks or hyphens for underscores, make no difference. Raises `FileProblem`
    when a needed column is missing, or one is there twice.
    """
    columns = COLUMNS[kind]
    spelt = tuple(found)
    names: dict[str, str] = {}
    notes: list[str] = []
    known = {normal(name): name for name in (*fields, *columns.known)}
    unused = columns.unused or {}
    for column in spelt:
        name = known.get(normal(column))
        if name is not None:
            names[column] = once(name, column, names)
        elif normal(column) in unused:
            notes.append(f"column `{column}` is not used: {unused[normal(column)]}")
        elif column:
            notes.append(f"column `{column}` is not known and kept in nothing{like(column, known)}")
    check_needed(columns, names, spelt)
    return Header(names, tuple(notes))


def once(name: str, column: str, names: Mapping[str, str]) -> str:
    """The name, unless another column has it already."""
    for other, taken in names.items():
        if taken == name:
            raise FileProblem(f"two columns are `{name}`: `{other}` and `{column}`")
    return name


def check_needed(columns: Columns, names: Mapping[str, str], spelt: tuple[str, ...]) -> None:
    """Raises `FileProblem` when something is missing, with what is there instead."""
    present = set(names.values())
    for group in columns.needed:
        if not present.intersection(group):
            missing = " or ".join(f"`{name}`" for name in group)
            there = ", ".join(f"`{column}`" for column in spelt if column) or "nothing"
            free = {normal(column): column for column in spelt if column not in names}
            found = [near for name in group for near in get_close_matches(name, free, 1)]
            help = f"is it `{free[found[0]]}`? call it {missing}" if found else None
            raise FileProblem(f"column {missing} is missing; the file has {there}", help)


def like(column: str, known: Mapping[str, str]) -> str:
    """The nearest known column, as a question."""
    found = get_close_matches(normal(column), known, 1, cutoff=0.75)
    return f"; did you mean `{known[found[0]]}`?" if found else ""


def normal(column: str) -> str:
    """A column's name as it is compared."""
    return column.strip().casefold().replace(" ", "_").replace("-", "_")


def kind_of(columns: Iterable[str], stem: str) -> Kind | None:
    """The kind of file that has such columns; when they do not tell, the one its name says."""
    there = {normal(column) for column in columns}
    for kind, telling in TELLING:
        if there >= telling:
            return kind
    return next((kind for kind in KINDS if kind == normal(stem)), None)


TELLING: tuple[tuple[Kind, set[str]], ...] = (
    ("order_lines", {"order_id", "line_no"}),
    ("orders", {"order_id", "ordered_at"}),
    ("events", {"type", "occurred_at"}),
    ("consents", {"contact_id", "state"}),
    ("suppressions", {"address", "reason"}),
    ("contacts", {"contact_id"}),
    ("products", {"product_id"}),
    ("contacts", {"email"}),
)
