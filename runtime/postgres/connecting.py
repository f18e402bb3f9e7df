"""A connection to PostgreSQL that works through a transaction pooler: its sessions keep nothing."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import tuple_row

from ..clock import SystemClock
from ..store import Interrupted, Row, StoreError, Undecided
from .errors import UNREACHABLE, first, refused

OLDEST = 15  # the oldest major version that its makers still look after
PATIENCE = {
    "connect_timeout": "10",  # seconds
    "tcp_user_timeout": "30000",  # milliseconds: a network that swallows everything is noticed
    "keepalives_idle": "30",
    "application_name": "jalon",
    "client_encoding": "UTF8",
}

ASK_FOR = 60  # so many times, a second apart, it is asked what became of a transaction
SECOND = 1000  # milliseconds


class WholeNumber(Loader):
    """Sums of whole numbers come as `numeric`; they are whole numbers here too."""

    def load(self, data: Any) -> int | float:
        """A whole number, else a float."""
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


def connect(address: str) -> psycopg.Connection[Row]:
    """Connects; no statement is prepared on the server. Raises `StoreError`, `Interrupted`."""
    told = settings(address)
    try:
        connection = psycopg.connect(
            told, autocommit=True, prepare_threshold=None, row_factory=tuple_row
        )
    except psycopg.OperationalError as error:
        raise refused(error) from None
    if connection.info.server_version < OLDEST * 10_000:
        connection.close()
        raise StoreError(
            f"the server is PostgreSQL {connection.info.server_version // 10_000}",
            f"Jalon needs {OLDEST} or later",
        )
    connection.adapters.register_loader("numeric", WholeNumber)
    return connection


def settings(address: str) -> str:
    """The address with what it does not say itself. What is wrong in it may be the password."""
    try:
        given = conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        raise StoreError(
            "the address of the database cannot be read",
            "is there a setting behind `?` that PostgreSQL does not know, or a lone `%`?",
        ) from None
    return make_conninfo("", **{**PATIENCE, **given})


def settled(
    address: str, number: str | None, cause: psycopg.OperationalError
) -> psycopg.Connection[Row]:
    """A new connection, once it is sure that the transaction of that number was committed.

    Raises `Interrupted` when it was not, and `Undecided` when nobody can tell.
    """
    for _ in range(ASK_FOR):
        try:
            connection = connect(address)
        except Interrupted:
            SystemClock().sleep(SECOND)
            continue
        became = fate(connection, number)
        if became == "committed":
            return connection
        connection.close()
        if became == "aborted":
            raise Interrupted(f"{UNREACHABLE}: {first(cause)}", "do it again") from cause
        SystemClock().sleep(SECOND)
    raise Undecided(
        "the connection was lost while the database was to commit, and it cannot be asked whether "
        "it did",
        "when it is back, look whether it is done before doing it again",
    ) from cause


def fate(connection: psycopg.Connection[Row], number: str | None) -> str | None:
    """`committed`, `aborted`, `in progress`; a transaction without a number wrote nothing."""
    if number is None:
        return "committed"
    try:
        ((found,),) = connection.execute("SELECT pg_xact_status(%s::xid8)", (number,))
    except psycopg.Error:
        return None
    return str(found)
