"""One instant of a store: statements run as of `now`, their periods turned into bounds."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ..compiler.ir.zones import FAR, bounds
from ..compiler.sql.periods import Periods
from ..compiler.sql.statement import Statement
from .store import Query, Row, Store


class Moment:
    """Runs queries at one instant. Bounds are computed per period and zone, never per contact."""

    def __init__(self, store: Store, periods: Periods, now: int) -> None:
        self.store = store
        self.periods = periods
        self.now = now
        self.zones = [(int(i), ZoneInfo(str(name))) for i, name in store.read("deploy.zones")]
        self.widest: dict[str, int] = {}
        store.write("tick.clear-period")

    def read(self, query: Query, /, **values: object) -> list[Row]:
        """All rows of a query as of this instant."""
        return self.store.read(query, **self.bound(query, values))

    def write(self, query: Query, /, **values: object) -> int:
        """The number of rows that a statement changes as of this instant."""
        return self.store.write(query, **self.bound(query, values))

    def bound(self, query: Query, values: dict[str, object]) -> dict[str, object]:
        """All values of a query; its periods stand in the table `period` afterwards."""
        if isinstance(query, Statement):
            for number in query.periods:
                self.ensure(number)
        return {"now": self.now, **self.widest, **values}

    def doubt(self) -> None:
        """A savepoint was rolled back, perhaps with bounds that were written inside it."""
        self.widest.clear()

    def ensure(self, number: int) -> None:
        """Writes a period's bounds in every zone, once."""
        if f"lo_{number}" in self.widest:
            return
        period, measure = self.periods.items()[number]
        found = [(zone, *bounds(period, measure, self.now, tz)) for zone, tz in self.zones]
        rows = ({"id": number, "zone": zone, "lo": lo, "hi": hi} for zone, lo, hi in found)
        self.store.many("tick.put-period", rows)
        self.widest[f"lo_{number}"] = min((lo for _, lo, _ in found), default=-FAR)
        self.widest[f"hi_{number}"] = max((hi for _, _, hi in found), default=FAR)
