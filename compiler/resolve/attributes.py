"""Attributes: what a condition on a contact reads, and which comparisons it knows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import singledispatch
from typing import Final, NamedTuple

from ...dsl import nodes
from ..ir.text import fold
from ..ir.traits import AGES, EMAIL_STATUSES, ENGAGEMENTS, GENDERS, LEVELS
from .project import Project

P = nodes.Property


class Type(StrEnum):
    """The types of attributes; those of declared fields have the names of the language."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BIRTHDAY = "birthday"
    ADDRESS = "address"
    URL = "url"
    PHONE = "phone"
    YES_NO = "yes/no"
    CHOICE = "choice"
    INSTANT = "instant"
    STATUS = "status"
    LEVEL = "level"
    CLOCK = "clock"


class Attribute(NamedTuple):
    """`key` is the ir's name of it; `choices` are folded, and empty unless they are closed.

    `rule` is the catalogue's ID of its conditions, where it has one.
    """

    key: str
    type: Type
    rule: str | None
    choices: tuple[str, ...] = ()


# What every contact has, but `birthday`, which is a declared field.
PROPERTIES: Final[Mapping[nodes.Property, Attribute]] = {
    P.EMAIL: Attribute("email", Type.TEXT, "SEG-68"),
    P.FIRST_NAME: Attribute("first_name", Type.TEXT, "SEG-62"),
    P.LAST_NAME: Attribute("last_name", Type.TEXT, "SEG-62"),
    P.PHONE: Attribute("phone", Type.PHONE, "SEG-62"),
    P.SOURCE: Attribute("source", Type.TEXT, "SEG-71"),
    P.LANGUAGE: Attribute("language", Type.TEXT, "SEG-72"),
    P.COUNTRY: Attribute("country", Type.TEXT, "SEG-73"),
    P.POSTAL_CODE: Attribute("postal_code", Type.TEXT, "SEG-73"),
    P.PREDICTED_GENDER: Attribute("predicted_gender", Type.CHOICE, "SEG-75", GENDERS),
    P.PREDICTED_AGE: Attribute("predicted_age", Type.CHOICE, "SEG-75", AGES),
    P.LIFETIME_VALUE: Attribute("lifetime_value", Type.LEVEL, "SEG-76", LEVELS),
    P.PURCHASE_LIKELIHOOD: Attribute("purchase_likelihood", Type.LEVEL, "SEG-76", LEVELS),
    P.EMAIL_ENGAGEMENT: Attribute("email_engagement", Type.LEVEL, "SEG-77", ENGAGEMENTS),
    P.EMAIL_CLIENT: Attribute("email_client", Type.TEXT, "SEG-72"),
    P.RATING: Attribute("rating", Type.NUMBER, "SEG-50"),
    P.ADDED: Attribute("added_at", Type.INSTANT, "SEG-67"),
    P.CHANGED: Attribute("changed_at", Type.INSTANT, "SEG-67"),
    P.EMAIL_STATUS: Attribute("email_status", Type.STATUS, "SEG-77", EMAIL_STATUSES),
    P.LOCAL_TIME: Attribute("local_time", Type.CLOCK, None),
}
RULES: Final[Mapping[Type, str]] = {
    Type.CHOICE: "SEG-63",
    Type.ADDRESS: "SEG-64",
    Type.BIRTHDAY: "SEG-65",
    Type.DATE: "SEG-66",
}


def of_field(field: nodes.Field) -> Attribute:
    """The attribute of a declared field."""
    kind = Type(field.kind.value)
    choices = tuple(fold(choice.value) for choice in field.choices)
    return Attribute(f"field.{field.name.text}", kind, RULES.get(kind, "SEG-62"), choices)


def birthdays(project: Project) -> list[nodes.Field]:
    """The declared birthday fields, by name."""
    fields = (one.node for one in project.symbols.all(nodes.Field))
    return [field for field in fields if field.kind is nodes.FieldKind.BIRTHDAY]


@singledispatch
def attribute(condition: nodes.Node, project: Project) -> Attribute | None:
    """The attribute that a condition reads; None when it is not known, or reads none."""
    return None


@attribute.register
def _(condition: nodes.FieldIs, project: Project) -> Attribute | None:
    field = project.symbols.find(nodes.Field, condition.field.text)
    return of_field(field) if field else None


@attribute.register
def _(condition: nodes.PropertyIs, project: Project) -> Attribute | None:
    if condition.property is P.BIRTHDAY:
        found = birthdays(project)
        return of_field(found[0]) if len(found) == 1 else None
    return PROPERTIES.get(condition.property)
