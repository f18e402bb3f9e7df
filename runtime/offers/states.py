"""The life of an offer: its states, and what leads from one to another. OFFER-25"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DRAFT, ACTIVE, INACTIVE = "draft", "active", "inactive"
SUSPENDED, DELETED = "suspended", "deleted"
DELETE, EDIT = "delete", "edit"

# State -> what can be done, and the state that follows. Whatever is not deleted can be edited.
TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    DRAFT: {"publish": ACTIVE, EDIT: DRAFT, DELETE: DELETED},
    ACTIVE: {"deactivate": INACTIVE, "suspend": SUSPENDED, EDIT: ACTIVE, DELETE: DELETED},
    INACTIVE: {"activate": ACTIVE, EDIT: INACTIVE, DELETE: DELETED},
    SUSPENDED: {"renew": ACTIVE, EDIT: SUSPENDED, DELETE: DELETED},
    DELETED: {},
}
# What the engine does by itself: suspend for a cause, renew when another code is declared.
AUTOMATIC: Final = frozenset({"suspend", "renew", EDIT})


def actions(state: str) -> tuple[str, ...]:
    """What somebody can do to an offer in this state."""
    return tuple(action for action in TRANSITIONS[state] if action not in AUTOMATIC)


def declared(state: str, before: str, now: str, renewed: bool) -> str:
    """The state after a deployment: a changed status moves it, and another code renews it.

    A project can only say draft, active or inactive; whatever is published is no draft again.
    """
    if state == SUSPENDED:
        return ACTIVE if renewed and now == ACTIVE else SUSPENDED
    if before == now or state == DELETED:
        return state
    if state == DRAFT:
        return ACTIVE if now == ACTIVE else DRAFT
    return ACTIVE if now == ACTIVE else INACTIVE
