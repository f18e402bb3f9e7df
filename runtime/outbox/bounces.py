"""Bounces: addresses of which a mail server said that there is no such one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..consent import canonical, suppress_addresses
from ..intake import Evidence, set_email_status
from ..store import Store
from .states import Result

SOURCE = "bounce"


def bounced(results: Iterable[Result]) -> list[Result]:
    """The results that say so of a contact's address; teammates have none here."""
    return [one for one in results if one.gone and one.row.purpose != "internal"]


def clean(store: Store, results: Iterable[Result], now: int) -> None:
    """Nothing goes to these addresses any more, and whoever still has one is `cleaned`."""
    found = list(results)
    suppress_addresses(store, "email", [str(one.gone) for one in found], "hard_bounce", now)
    for one in found:
        keys = list(owners(store, one))
        set_email_status(store, keys, "cleaned", now, Evidence(SOURCE, one.detail))


def owners(store: Store, result: Result) -> Iterator[str]:
    """The contact's key, unless she has another address by now."""
    for key, email in store.read("post.address", contact=result.row.contact_id):
        if email and canonical("email", email) == canonical("email", str(result.gone)):
            yield str(key)
