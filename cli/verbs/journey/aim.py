"""What an action is aimed at: the database, a journey of it, a contact, a step."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from ....runtime.control import Target, targets
from ....runtime.store import Store
from ....runtime.trace import Person, find
from ...arguments import Parser
from ...failure import Failure, unknown
from ...options import add_database, database
from ...stores import changing, clock_of
from ..trace import guess


def add_journey(parser: Parser) -> None:
    """`JOURNEY`, and the database."""
    parser.add_argument("journey", metavar="JOURNEY", help="the journey's name")
    add_database(parser)


def add_contact(parser: Parser) -> None:
    """`JOURNEY CONTACT`, and the database."""
    add_journey(parser)
    parser.add_argument(
        "contact", metavar="CONTACT", help="a contact's id, an email address, or a telephone number"
    )


def add_step(parser: Parser) -> None:
    """`--step LABEL`."""
    parser.add_argument("--step", metavar="LABEL", help="one step, by the name behind its `as`")


@contextmanager
def aimed(options: Namespace) -> Iterator[tuple[Store, Target, int]]:
    """The database, the journey, and the instant of the deed."""
    with changing(database(options)) as store:
        known = targets(store)
        if options.journey not in known:
            raise unknown("journey", options.journey, known)
        yield store, known[options.journey], clock_of(store).now()


def contact_of(store: Store, options: Namespace) -> Person:
    """The contact with that address or id."""
    found = find(store, options.contact)
    if found is None:
        raise Failure(f"there is no contact `{options.contact}`", guess(store, options.contact))
    return found


def step_of(store: Store, target: Target, options: Namespace) -> str | None:
    """The step that is meant, by its label; None: the whole journey."""
    if options.step is None:
        return None
    keys = [str(key) for (key,) in store.read("control.keys", journey=target.id)]
    if options.step not in keys:
        raise unknown(f"step of `{target.name}` called", options.step, keys)
    return str(options.step)


def place(target: Target, step: str | None) -> str:
    """`the journey j`, `the step first of j`."""
    return f"`{target.name}`" if step is None else f"the step `{step}` of `{target.name}`"
