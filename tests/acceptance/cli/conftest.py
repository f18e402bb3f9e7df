"""A small project in a folder of its own, and the command as a function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import pytest

from jalon.cli.__main__ import main
from jalon.cli.instants import shown
from jalon.compiler.ir.calendar import DAY
from jalon.runtime.clock import SystemClock

FILES = {
    "jalon.toml": '[delivery]\nsender = "maildir"\n',
    "shop.journey": """\
audience:
  time zone: Europe/Paris
  currency: EUR
  from: "Trail & Co <hello@trail.example>"

store shop "Trail & Co":
  platform: custom
  currency: EUR
  has: vendors, categories, order count

field plan: text

segment french:
  country is "FR"

segment gold:
  field plan is "gold"

email hello "Welcome":
  subject: "Hello {{ contact.first_name or 'friend' }}"
""",
    "welcome.journey": """\
journey welcome:
  starting point: signs up for email including imported
  only if: not tagged "staff"

  send email hello
  wait 2 days
  if in segment french:
    add tag "fr"
""",
    "emails/hello.md": "Hello {{ contact.first_name or 'friend' }}!\n\n{{ unsubscribe_url }}\n",
    "contacts.csv": """\
contact_id,email,first_name,country,email_status,tags,attributes
1,ana@trail.example,Ana,FR,subscribed,,"{""plan"": ""gold""}"
2,ben@trail.example,Ben,DE,subscribed,,
3,cleo@trail.example,Cleo,FR,unsubscribed,,
4,dora@trail.example,Dora,FR,subscribed,staff,
""",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


Jalon = Callable[..., Ran]


def ahead(days: float) -> str:
    """The instant so many days from now, as `--until` takes it."""
    return f"{shown(SystemClock().now() + int(days * DAY), UTC).replace(' ', 'T')}+00:00"


@pytest.fixture
def jalon(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Jalon:
    """Runs a command in this process."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run(*words: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return run


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(empty: Path) -> Path:
    """A folder with a small project."""
    for name, text in FILES.items():
        (empty / name).parent.mkdir(exist_ok=True)
        (empty / name).write_text(text, "utf-8")
    return empty


@pytest.fixture
def running(project: Path, jalon: Jalon) -> Path:
    """The project, deployed, with four contacts who have come to its journey."""
    assert jalon("run", "--once").code == 0
    assert jalon("import", "contacts", "contacts.csv").code == 0
    assert jalon("run", "--once").code == 0
    return project
