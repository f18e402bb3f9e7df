"""What only happens at a terminal: Ctrl-C twice, a progress bar, a table that fits."""

from __future__ import annotations

import io
import signal

import pytest

from jalon.cli.interrupt import stoppable
from jalon.cli.report.progress import progress_bar
from jalon.cli.report.tables import print_table


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_first_ctrl_c_asks_and_the_second_insists(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = signal.getsignal(signal.SIGINT)
    with stoppable() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
        assert stop.interrupted
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
    assert capsys.readouterr().err.count("Ctrl-C") == 1


def test_being_terminated_is_being_asked() -> None:
    with stoppable() as stop:
        signal.raise_signal(signal.SIGTERM)
        assert stop.asked
        assert not stop.interrupted


def test_a_terminal_gets_a_progress_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", terminal)
    with progress_bar("contacts.csv") as advance:
        advance(50, 100)
    assert "contacts.csv" in terminal.getvalue()


def test_a_file_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr("sys.stderr", file)
    with progress_bar("contacts.csv") as advance:
        advance(50, 100)
    assert file.getvalue() == ""


def test_a_table_is_as_wide_as_its_text_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("wide", ("name", "count"), [("x" * 300, 1_234), ("[b]y[/b]\x1b[0m", None)])
    title, head, _, first, second = capsys.readouterr().out.strip().splitlines()
    assert title == "wide"
    assert head.split() == ["name", "count"]
    assert first == "x" * 300 + "   1,234"
    assert second == "[b]y[/b]<U+001B>[0m"


def test_a_table_is_folded_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout", terminal)
    print_table("", ("name",), [("word " * 30,)])
    assert max(map(len, terminal.getvalue().splitlines())) <= 40
    assert "\x1b" not in terminal.getvalue()
