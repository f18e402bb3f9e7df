"""No template reaches code, files, the environment or the network (reliability T1, T3)."""

import os
import sys
from pathlib import Path

import pytest

from jalon.deliver.templates import Sources, TemplateError, prepare, render

from .payloads import PAYLOADS
from .rendering import DATA

WATCHED = ("open", "os.", "subprocess.", "socket.", "ctypes.", "shutil.", "import")
SECRET = "canary-9f2c"
seen: list[str] = []
watching = False


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if watching and event.startswith(WATCHED):
        seen.append(f"{event} {arguments!r}"[:200])


sys.addaudithook(watch)


def attempt(source: str, format: str) -> str:
    """What comes of a template, as text: its output, or its error."""
    global watching
    templates = prepare(Sources(source, format, subject=source))
    watching = True
    try:
        made = render(templates, DATA)
        return f"{made.subject}{made.text}{made.html}"
    finally:
        watching = False


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_touches_nothing(
    payload: str, format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "touched"
    monkeypatch.setenv("JALON_CANARY", SECRET)
    seen.clear()
    try:
        output = attempt(payload.replace("CANARY", str(canary)), format)
    except TemplateError as error:
        output = str(error)
    assert not canary.exists()
    assert seen == []
    assert not any(word in output for word in (SECRET, "<class", "<module", "<function", "0x7f"))


def test_the_watch_sees_what_it_should() -> None:
    global watching
    seen.clear()
    watching = True
    try:
        os.listdir("/")
    finally:
        watching = False
    assert seen


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("name", ["__class__", "_x", "__init__", "_self", "__globals__"])
def test_a_name_with_an_underscore_in_front_is_refused(name: str) -> None:
    for source in (
        f"{{{{ contact.{name} }}}}",
        f"{{{{ contact['{name}'] }}}}",
        f"{{{{ {name} }}}}",
    ):
        with pytest.raises(TemplateError, match="is not a name that a template can read"):
            prepare(Sources(source))


def test_an_object_in_the_data_shows_nothing_of_itself() -> None:
    data = {**DATA, "thing": Path("/etc")}
    for source in ("{{ thing.parent }}", "{{ thing['parent'] }}", "{{ thing.exists }}"):
        with pytest.raises(TemplateError, match="is unknown here"):
            render(prepare(Sources(source)), data)  # type: ignore[arg-type]


def test_an_error_survives_the_way_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(TemplateError("no", 3)))
    assert (error.message, error.line) == ("no", 3)
