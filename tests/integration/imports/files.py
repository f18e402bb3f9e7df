"""Files and stores for the tests of imports."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Any

from jalon.connect.files import Kind, Options, Report, import_file
from jalon.runtime.intake import ContactRow, OrderRow, add_contacts, add_orders
from jalon.runtime.store import Store

from ..intake.shop import NOW, START, opened, order, rows

__all__ = ["NOW", "START", "OrderRow", "imported", "opened", "refused", "rows", "shop", "written"]

CONTACTS = "contact_id,first_name\nana,Ana\nben,Ben\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with that content, packed when its name says so."""
    data = content if isinstance(content, bytes) else content.encode()
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def shop(*keys: str) -> Store:
    """A store with contacts, and an order `o1` of the first one in `shop`."""
    store = opened()
    add_contacts(store, [ContactRow(key=key) for key in keys], START, "historic")
    if keys:
        add_orders(store, [order(contact=keys[0], lines=())], START, "historic")
    return store


def imported(here: Store, path: Path, what: Kind | None = None, /, **more: Any) -> Report:
    """Imports a file now; products, orders, lines and events into `shop`."""
    return import_file(here, path, what, Options(now=NOW, **{"store": "shop", **more}))


def refused(report: Report) -> list[tuple[int, str, str]]:
    """The refused rows as they were written beside the file."""
    if report.refused_path is None:
        return []
    with report.refused_path.open(encoding="utf-8", newline="") as stream:
        header, *found = csv.reader(stream)
    assert header == ["line", "reason", "text"]
    return [(int(line), reason, text) for line, reason, text in found]
