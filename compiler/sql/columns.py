"""Where each attribute of a contact stands."""

from __future__ import annotations

from sqlglot import exp

from .expressions import column, number, times

CONTACT = "c"  # the alias of the contact in every condition
FIELD = "field."
MILLION = 1_000_000
FOLDED = frozenset(
    {
        *("email", "first_name", "last_name", "language", "country", "source"),
        *("postal_code", "email_client"),
    }
)


def stored(attribute: str) -> exp.Column:
    """The column that holds the value of the attribute, absent when it is NULL."""
    if attribute.startswith(FIELD):
        return column(CONTACT, "field_" + attribute.removeprefix(FIELD))
    return column(CONTACT, attribute)


def folded(attribute: str) -> exp.Column:
    """The column that holds the text of the attribute as it is compared."""
    if attribute.startswith(FIELD):
        return column(CONTACT, "folded_" + attribute.removeprefix(FIELD))
    return column(CONTACT, "fold_" + attribute if attribute in FOLDED else attribute)


def in_millionths(attribute: str) -> exp.Expr:
    """The number of the attribute: stored so for declared fields, whole for built-in ones."""
    value = stored(attribute)
    return value if attribute.startswith(FIELD) else times(value, number(MILLION))


def contact_id() -> exp.Column:
    """The id of the contact at hand."""
    return column(CONTACT, "id")


def contact_zone() -> exp.Column:
    """The zone of the contact at hand."""
    return column(CONTACT, "zone_id")
