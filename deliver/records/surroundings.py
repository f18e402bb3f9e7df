"""What is the same for every message of a program: the audience, the shop, the journey."""

from __future__ import annotations

from email.utils import parseaddr

from ...compiler import ir
from ...compiler.ir.program import Survey
from ..templates import Plain

Record = dict[str, Plain]


def audience_record(audience: ir.Audience) -> Record:
    """The project-wide settings that a message may show."""
    return {
        "name": parseaddr(audience.sender or "")[0] or None,
        "sender": audience.sender,
        "postal_address": audience.postal_address,
        "website": audience.website,
        "currency": audience.currency,
    }


def shop_records(program: ir.Program) -> dict[Plain, Record]:
    """The stores by name; under None the only one there is, else the audience itself."""
    audience = audience_record(program.audience)
    shops: dict[Plain, Record] = {s.name: shop_record(s, audience) for s in program.stores}
    nameless = {**audience, "url": program.audience.website}
    return {**shops, None: next(iter(shops.values())) if len(shops) == 1 else nameless}


def shop_record(store: ir.Store, audience: Record) -> Record:
    """A store, with the audience's sender and address."""
    url = f"https://{store.domain}" if store.domain else audience["website"]
    name = store.title or store.name
    return {**audience, "name": name, "currency": store.currency, "url": url}


def journey_records(program: ir.Program) -> dict[str, Record]:
    """The journeys by name, each with both of its names."""
    return {j.name: {"name": j.name, "title": j.title or j.name} for j in program.journeys}


def survey_record(survey: Survey) -> Record:
    """A survey; who sends it adds the link."""
    name, question = survey.name, survey.question or survey.name
    return {"name": name, "question": question, "low": survey.low, "high": survey.high}
