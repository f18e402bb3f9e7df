"""Generated days of contacts, and messages that are left unanswered."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from jalon.compiler.ir import ContactDate, DateArrives, EmailSilence

from ..reference.world import Event
from .conditions import attributes, belonging, where
from .mixing import mix, rarely
from .people import BIRTHDAYS
from .story import Action, Told
from .times import durations
from .vocabulary import DAY, HOUR, MESSAGES, QUARTER

DATES = (
    ("specific", "field.renewal"),
    ("signup", "added_at"),
    ("birthday", "field.dob"),
    ("recurring", "field.renewal"),
)
OFFSETS = (0, 0, 0, -3, 7, 1, -1, 30, -30, 400)
# Clocks change at these hours, in one zone or another.
CLOCKS = (0, QUARTER, HOUR, 2 * HOUR, 2 * HOUR + 2 * QUARTER, 9 * HOUR, 23 * HOUR + 3 * QUARTER)


@cache
def contact_dates() -> SearchStrategy[ContactDate]:
    """A day of the contact, moved, at a time of day."""
    drawn = st.tuples(st.sampled_from(DATES), st.sampled_from(OFFSETS), st.sampled_from(CLOCKS))
    names = ("kind", "attribute", "offset", "at")
    return drawn.map(
        lambda found: ContactDate.model_validate(
            dict(zip(names, (*found[0], *found[1:]), strict=True))
        )
    )


@cache
def arrivals(base: int) -> SearchStrategy[DateArrives]:
    """Dates that arrive."""
    condition = rarely(mix(belonging(), attributes(base)))
    return st.builds(DateArrives, date=contact_dates(), where=condition)


@cache
def silences() -> SearchStrategy[EmailSilence]:
    """Messages that are not opened or clicked."""
    return st.builds(
        EmailSilence,
        message=st.sampled_from(MESSAGES[:2]),
        answer=st.sampled_from(("email_opened", "email_opened", "email_clicked")),
        within=durations().filter(lambda found: found.longest > 0),
        where=rarely(mix(belonging(), where())),
    )


@cache
def new_dates(somebody: SearchStrategy[int], base: int) -> SearchStrategy[Action]:
    """A date of somebody is learnt, or changed, or forgotten."""
    days = st.integers(-10, 40).map(lambda day: base // DAY + day)
    renewal = st.builds(Told, st.just("field"), somebody, st.just("renewal"), rarely_none(days))
    births = st.sampled_from(BIRTHDAYS)
    dob = st.builds(Told, st.just("field"), somebody, st.just("dob"), rarely_none(births))
    return mix(renewal, renewal, dob)


def rarely_none(values: SearchStrategy[int]) -> SearchStrategy[int | None]:
    """Mostly a value."""
    nothing: SearchStrategy[int | None] = st.none()
    return mix(values, values, values, nothing)


@cache
def mails(somebody: SearchStrategy[int], ago: SearchStrategy[int]) -> SearchStrategy[Action]:
    """A message is sent, opened or clicked."""
    kinds = ("email_sent", "email_sent", "email_opened", "email_clicked")
    drawn = st.tuples(somebody, st.sampled_from(kinds), ago, st.sampled_from(MESSAGES[:2]))
    return drawn.map(lambda one: Event(0, one[0], one[1], one[2], one[2], one[3]))
