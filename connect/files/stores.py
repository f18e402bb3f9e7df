"""Which store a file belongs to, and which time zone its times are in."""

from __future__ import annotations

from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from ...compiler.ir.currencies import DECIMALS
from ...runtime.intake import Shop, add_store, shops
from ...runtime.store import Store
from .columns import Kind
from .problems import FileProblem
from .report import Options

OF_A_STORE: frozenset[Kind] = frozenset({"products", "orders", "order_lines", "events"})


def store_name(store: Store, what: Kind, options: Options) -> str:
    """The store that rows without one belong to. Raises `FileProblem`.

    It is added when it is named together with its currency; contacts belong to none.
    """
    check_currency(options.currency)
    if what not in OF_A_STORE:
        return ""
    known = shops(store)
    if options.store is None:
        return only_store(known)
    if options.store not in known:
        if options.currency is None:
            raise unknown_store(options.store, known)
        add_store(store, options.store, options.currency.upper())
    return options.store


def only_store(known: dict[str, Shop]) -> str:
    """The store, when there is only one."""
    if len(known) == 1:
        return next(iter(known))
    if not known:
        help = "declare one and run `jalon run`, or name it here: --store shop --currency EUR"
        raise FileProblem("there is no store yet that this file could belong to", help)
    names = ", ".join(sorted(known))
    raise FileProblem("this file could belong to several stores", f"name one with --store: {names}")


def unknown_store(name: str, known: dict[str, Shop]) -> FileProblem:
    """The problem of a store that is not there."""
    found = get_close_matches(name, known, 1)
    help = f"did you mean `{found[0]}`?" if found else "to add it, give its --currency too"
    return FileProblem(f"there is no store `{name}`", help)


def check_currency(code: str | None) -> None:
    """Raises `FileProblem` for a currency that is none."""
    if code is not None and code.upper() not in DECIMALS:
        found = get_close_matches(code.upper(), DECIMALS, 1)
        help = f"did you mean `{found[0]}`?" if found else "write its three letters, like EUR"
        raise FileProblem(f"`{code}` is not an ISO 4217 currency", help)


def zone_name(store: Store, options: Options) -> str:
    """The zone of times without an offset. Raises `FileProblem`."""
    if options.time_zone is None:
        return str(next((name for (name,) in store.read("imports.zone")), "UTC"))
    zones = {name.casefold(): name for name in available_timezones()}
    if (found := zones.get(options.time_zone.casefold())) is not None:
        return found
    near = get_close_matches(options.time_zone.casefold(), zones, 1)
    help = f"did you mean `{zones[near[0]]}`?" if near else "write it like Europe/Paris"
    raise FileProblem(f"`{options.time_zone}` is no time zone", help)


def zone_of(name: str) -> ZoneInfo:
    """The zone of a name that was checked."""
    return ZoneInfo(name)
