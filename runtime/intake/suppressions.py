"""Lists of addresses to which nothing goes, as other systems keep them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, cast, get_args

from ..consent import Cause, suppress_addresses
from ..consent.suppression import Channel, Purpose, Reason
from ..store import Store
from .batch import Batch, batch
from .rows import Origin, Outcome, SuppressionRow

REASONS: Final[tuple[str, ...]] = get_args(Reason)
PURPOSES: Final[tuple[str | None, ...]] = (None, *get_args(Purpose))


def add_suppressions(
    store: Store, rows: Iterable[SuppressionRow], at: int, origin: Origin = "live"
) -> Outcome:
    """Suppresses addresses, be they somebody's or not; the address itself is not kept."""
    told = list(rows)
    with batch(store, at, origin) as here:
        taken = [row for n, row in enumerate(told) if fits(here, n, row)]
        for (channel, cause, since), addresses in together(here, taken).items():
            here.added += suppress_addresses(store, channel, addresses, cause, since)
    return here.outcome(len(told))


def together(
    here: Batch, rows: Iterable[SuppressionRow]
) -> dict[tuple[Channel, Cause, int], list[str]]:
    """The addresses that are suppressed for the same cause since the same instant."""
    found: dict[tuple[Channel, Cause, int], list[str]] = defaultdict(list)
    for row in rows:
        cause = Cause(cast(Reason, row.reason), cast(Purpose | None, row.purpose), row.topic or "")
        since = here.now if row.at is None else min(row.at, here.now)
        found[cast(Channel, row.channel), cause, since].append(row.address)
    return found


def fits(here: Batch, n: int, row: SuppressionRow) -> bool:
    """Whether it is an address and a reason."""
    if row.reason not in REASONS:
        here.refuse(n, f"`{row.reason}` is none of {', '.join(REASONS)}")
    elif row.channel not in get_args(Channel) or row.purpose not in PURPOSES:
        here.refuse(n, f"there is no {row.purpose or 'message'} by {row.channel}")
    elif not row.address.strip():
        here.refuse(n, "a suppression needs an address")
    else:
        return True
    return False
