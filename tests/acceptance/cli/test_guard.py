"""Whatever happens, a command ends with a sentence and an exit code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from jalon.cli import guard
from jalon.cli.crash import details
from jalon.cli.exit import Exit
from jalon.cli.failure import Failure
from jalon.runtime.store import StoreError

from .conftest import Jalon

COMMAND = [sys.executable, "-m", "jalon"]


def raising(error: BaseException) -> Exit:
    def work() -> Exit:
        raise error

    return guard.guarded(work, ["check", "some folder"])


def test_a_failure_is_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(Failure("the cart is empty", "fill it")) is Exit.USAGE
    assert capsys.readouterr().err == "error: the cart is empty\n  help: fill it\n"


def test_a_failure_without_help_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(StoreError("it is locked")) is Exit.USAGE
    assert capsys.readouterr().err == "error: it is locked\n"


def test_a_refusal_of_the_system_names_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(PermissionError(13, "Permission denied", "/x/y")) is Exit.USAGE
    assert capsys.readouterr().err.startswith("error: `/x/y`: permission denied\n  help: ")


def test_user_text_cannot_play_tricks_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    raising(Failure("no contact `\x1b[2J`"))
    assert capsys.readouterr().err == "error: no contact `<U+001B>[2J`\n"


def test_an_interrupt_has_its_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert raising(KeyboardInterrupt()) is Exit.INTERRUPTED
    assert capsys.readouterr().err == "interrupted\n"


def test_what_nobody_expected_goes_to_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(guard.DEBUG, raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert raising(ZeroDivisionError("a secret of ours")) is Exit.USAGE
    told = capsys.readouterr().err
    [file] = tmp_path.iterdir()
    assert re.search(f"the details are in `{file}`", told)
    assert "Traceback" not in told
    assert "ZeroDivisionError: a secret of ours" in file.read_text()
    assert "command: jalon check some folder" in file.read_text()


def test_a_crash_file_names_nobody() -> None:
    told = details(ValueError("x"), ["erase", "ana@shop.example", "+33 6 12 34 56 78", "--yes"])
    assert "command: jalon erase … … --yes" in told


def test_debugging_lets_it_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(guard.DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        raising(ZeroDivisionError())


def test_a_crash_file_that_cannot_be_written_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(guard.DEBUG, raising=False)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere/at/all")
    assert raising(ZeroDivisionError()) is Exit.USAGE
    assert "could not be written" in capsys.readouterr().err


def test_a_reader_who_leaves_is_no_failure() -> None:
    with subprocess.Popen(
        [*COMMAND, "rule", "--list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.close()
        assert command.stderr.read() == b""
    assert command.returncode == 0


def test_another_connection_that_breaks_is_a_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jalon.cli.guard.unread", lambda: False)
    assert raising(BrokenPipeError(32, "Broken pipe")) is Exit.USAGE
    assert "broken pipe" in capsys.readouterr().err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is full here")
def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [*COMMAND, "rule", "--list"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert ran.returncode == 2
    assert "no space left" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_terminal_that_lacks_letters_gets_the_rest(project: Path) -> None:
    (project / "shop.journey").write_text('journey é: wiat "日本"\n', "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = subprocess.run([*COMMAND, "check"], capture_output=True, env=environment)
    assert ran.returncode == 1
    assert rb"\u65e5" in ran.stdout


def test_ctrl_c_during_a_verb_is_told(jalon: Jalon, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> Exit:
        raise KeyboardInterrupt

    monkeypatch.setattr("jalon.cli.verbs.rule.run", interrupted)
    assert jalon("rule", "J401").code == 130
