"""The command says the same on a file and on PostgreSQL, and never says a password."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from jalon.cli.crash import details
from jalon.cli.databases import VARIABLE, Address, place, without_passwords
from jalon.cli.failure import Failure

from ...postgres.databases import Databases
from .conftest import Jalon, Ran

PASSWORD = "s3cr3t"
WORDS = """\
run --once
import contacts contacts.csv
import contacts contacts.csv
run --once
status
status welcome
trace ana@trail.example
trace cleo@trail.example welcome
trace nobody@trail.example
preview french
preview gold --sample 1
message hello --contact ana@trail.example
plan
journey pause welcome
journey resume welcome
journey bar welcome ben@trail.example
journey unbar welcome ben@trail.example
journey remove welcome ben@trail.example
offers
run --once
status"""
WORKERS = "\n\nworkers\n"
CHANGING = re.compile(r"^\S+: (?=\d+ contacts)|\d+-\d+-\d+ \d+:\d+(:\d+)?", re.MULTILINE)


@pytest.fixture
def server(databases: Databases) -> Iterator[str]:
    """The address of an empty store, with a password that nobody asks for."""
    store = databases.borrow()
    host, name = store.link.info.host, store.link.info.dbname
    yield f"postgresql://jalon:{PASSWORD}@/{name}?host={quote(host, safe='')}"
    databases.give_back(store)


def told(ran: Ran) -> tuple[int, str, str]:
    """How a command ended, and what it wrote, without the time, the database and its workers."""
    said = ran.out.partition(WORKERS)[0].rstrip()
    return ran.code, CHANGING.sub("…", said), CHANGING.sub("…", ran.err)


@pytest.mark.usefixtures("project")
def test_every_verb_says_the_same(
    jalon: Jalon, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in WORDS.splitlines():
        said = []
        for database in ("here.db", server):
            monkeypatch.setenv(VARIABLE, database)
            said.append(told(jalon(*words.split())))
        assert said[0][1].splitlines() == said[1][1].splitlines()
        assert said[0] == said[1]
        assert PASSWORD not in str(said)


def test_people_are_imported_before_there_is_a_project(
    jalon: Jalon,
    server: str,
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing = tmp_path_factory.mktemp("nothing")
    file = project / "contacts.csv"
    for database in ("here.db", server):
        monkeypatch.setenv(VARIABLE, database)
        assert "4 added" in jalon("import", "contacts", file, "--project", nothing).out
    assert "deployed: welcome" in jalon("run", "--once").out
    assert "Europe/Paris" in jalon("status").out


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("jalon_", "nowhere_"), ("does not exist", "createdb")),
        (("//jalon:", "//nobody:"), ('role "nobody"', "make that user")),
        (("host=", "host=%2Fnowhere"), ("cannot be reached", "is it up")),
        (("?host=", "?hots="), ("cannot be read", "setting behind `?`")),
        (("?host=", "?sslmode=verfy-full&host="), ("invalid sslmode", "one of `disable`")),
        (("@/", "@127.0.0.1:99999/"), ("invalid port number", "from 1 to 65535")),
        ((PASSWORD, f"{PASSWORD}@more"), ("not the address", "%40")),
        ((PASSWORD, f"{PASSWORD}%zz"), ("cannot be read", "a lone `%`")),
    ],
)
def test_an_address_that_is_wrong_is_told_without_its_password(
    jalon: Jalon, server: str, wrong: tuple[str, str], told: tuple[str, str]
) -> None:
    """T28."""
    ran = jalon("status", "--db", server.replace(*wrong))
    assert (ran.code, ran.out) == (2, "")
    assert told[0] in ran.err
    assert told[1] in ran.err
    assert PASSWORD not in ran.err


@pytest.mark.usefixtures("project")
def test_a_password_in_the_wrong_place_is_not_repeated(jalon: Jalon, server: str) -> None:
    """T28."""
    ran = jalon("plan", server)
    assert "has no use for `postgresql://jalon:…@/" in ran.err
    assert PASSWORD not in ran.err


def test_a_crash_is_written_down_without_the_password(server: str) -> None:
    """T28."""
    written = details(ValueError(f"cannot reach {server}"), ["run", "--db", server])
    assert "jalon run --db postgresql://jalon:…@/" in written
    assert PASSWORD not in written


def test_an_address_is_shown_without_its_password_and_settings() -> None:
    """T28."""
    found = place("postgresql://ana:a%40b@db.example:5433/crm?sslpassword=x")
    assert isinstance(found, Address)
    assert str(found) == "postgresql://ana@db.example:5433/crm"
    assert "a%40b" not in repr(found)
    assert place("crm.db") == Path("crm.db")
    assert without_passwords(f"x {found.text} y") == (
        "x postgresql://ana:…@db.example:5433/crm?sslpassword=… y"
    )


@pytest.mark.parametrize("word", ["postgres:crm", "postgresql://a:b/c@d/e", "postgresql://a b/c"])
def test_what_is_no_address_is_refused(word: str) -> None:
    with pytest.raises(Failure, match="not the address"):
        place(word)


@pytest.mark.usefixtures("project")
def test_where_no_store_was_made_it_is_said(jalon: Jalon, server: str) -> None:
    nothing = re.sub(r"/jalon_\d+", "/postgres", server)
    assert "there is no store in that database" in jalon("status", "--db", nothing).err
    ran = jalon("doctor", "--db", nothing)
    assert ran.code == 2
    assert "there is no store in that database yet" in ran.err
    assert "problem  fsync: `fsync` is off" in ran.out
    assert "clock:" not in ran.out  # of the engine: it has not ticked


@pytest.mark.usefixtures("project")
def test_a_run_tells_how_much_else_is_wrong(
    jalon: Jalon, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JALON_UNSAFE")
    ran = jalon("run", "--once", "--db", server)
    assert (ran.code, "`fsync` is off" in ran.err) == (2, True)
    assert "set `fsync = on`; `jalon doctor` tells 2 more\n" in ran.err


@pytest.mark.usefixtures("project")
def test_a_run_without_an_end_waits_for_a_server_that_is_not_up(jalon: Jalon) -> None:
    with closing(socket.socket()) as nobody:  # bound, and nobody listens
        nobody.bind(("127.0.0.1", 0))
        address = f"postgresql://jalon@127.0.0.1:{nobody.getsockname()[1]}/crm"
        assert (
            "help: is the address right, is it up?" in jalon("run", "--once", "--db", address).err
        )
        command = [sys.executable, "-m", "jalon.cli", "run", "--db", address]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as child:
            assert child.stderr
            said = child.stderr.readline()
            child.terminate()
            assert child.stderr.read() == ""
    assert said.endswith("Connection refused; trying again\n")
    assert child.returncode == 0
