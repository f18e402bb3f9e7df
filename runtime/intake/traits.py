"""What a contact row says of the person: stars, places, predictions; the unreadable is noted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ...compiler.ir import traits
from ...compiler.ir.places import EASTERNMOST, MILLION, NORTHERNMOST, point
from .batch import Batch, Staged
from .rows import ContactRow
from .texts import given, with_fold

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "predicted_gender": traits.GENDERS,
    "predicted_age": traits.AGES,
    "lifetime_value": traits.LEVELS,
    "purchase_likelihood": traits.LEVELS,
    "email_engagement": traits.ENGAGEMENTS,
}
PLACE: Final[tuple[str, ...]] = ("latitude", "longitude", "place_x", "place_y", "place_z")
NOWHERE: Final[Staged] = dict.fromkeys(PLACE)


def traits_of(here: Batch, n: int, row: ContactRow) -> Staged:
    """The values as they are stored, by their columns."""
    words = {name: one_of(here, n, name, getattr(row, name)) for name in WORDS}
    return {
        "rating": rating(here, n, row.rating),
        "vip": None if row.vip is None else int(row.vip),
        **place(here, n, row),
        **with_fold("postal_code", row.postal_code),
        **with_fold("email_client", row.email_client),
        **words,
    }


def one_of(here: Batch, n: int, name: str, text: str | None) -> str | None:
    """A word of a closed list; what is none is left out and noted."""
    word = given(text)
    if word is None or word.casefold() in WORDS[name]:
        return word and word.casefold()
    choices = ", ".join(WORDS[name])
    here.drop_value(n, f"kept without {name.replace('_', ' ')}: `{word}` is none of {choices}")
    return None


def rating(here: Batch, n: int, stars: int | None) -> int | None:
    """One to five stars; what is not is left out and noted."""
    if stars is None or stars in traits.STARS:
        return stars
    here.drop_value(n, f"kept without rating: `{stars}` is not between 1 and 5")
    return None


def place(here: Batch, n: int, row: ContactRow) -> Staged:
    """Where she is, when both halves are told and on the globe."""
    if row.latitude is None and row.longitude is None:
        return NOWHERE
    if row.latitude is None or row.longitude is None:
        here.drop_value(n, "kept without a place: a latitude needs a longitude, and the reverse")
        return NOWHERE
    north, east = millionths(row.latitude), millionths(row.longitude)
    if abs(north) > NORTHERNMOST or abs(east) > EASTERNMOST:
        where = f"`{row.latitude}, {row.longitude}`"
        here.drop_value(n, f"kept without a place: {where} is nowhere on earth")
        return NOWHERE
    x, y, z = point(north, east)
    return {"latitude": north, "longitude": east, "place_x": x, "place_y": y, "place_z": z}


def millionths(degrees: Decimal) -> int:
    """Degrees in millionths: ten centimetres are near enough."""
    return round(degrees * MILLION)
