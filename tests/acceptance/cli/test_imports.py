"""A verb imports what it needs and no more: that is what keeps the small ones fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = frozenset({"jinja2", "lark", "markdown_it", "pyarrow", "pydantic", "rich", "sqlglot"})
SCRIPT = """
import sys
from jalon.cli.__main__ import main
code = main(sys.argv[1:])
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def heavy(*words: str) -> set[str]:
    """Which of the heavy packages a command imports."""
    ran = subprocess.run([sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True)
    assert ran.returncode == 0, ran
    return set(ran.stderr.splitlines()[-1].split()) & HEAVY


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--version"], set()),
        (["--help"], set()),
        (["check"], {"jinja2"}),
        (["check", "welcome.journey"], set()),
        (["fmt", "--check"], set()),
        (["rule", "J401"], set()),
        (["compile"], {"pydantic", "jinja2"}),
        (["render", "welcome", "--graph", "dot"], {"pydantic", "jinja2"}),
        (["render", "french"], {"pydantic", "sqlglot", "jinja2"}),
    ],
)
def test_a_verb_imports_no_more_than_it_needs(
    project: Path, words: list[str], allowed: set[str]
) -> None:
    (project / "welcome.journey").write_text(
        'journey welcome:\n  starting point: tag added "vip"\n  send email hello\n'
    )
    assert heavy(*words) <= allowed


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (["trace", "1"], {"jinja2", "rich", "pyarrow"}),
        (["status"], {"jinja2", "pyarrow"}),
        (["preview", "french"], {"jinja2", "pyarrow"}),
        (["import", "contacts", "contacts.csv"], {"jinja2", "rich", "pyarrow"}),
        (["run", "--once"], {"rich", "pyarrow"}),
    ],
)
def test_a_verb_that_needs_the_database_leaves_out_the_rest(
    running: Path, words: list[str], without: set[str]
) -> None:
    assert not heavy(*words) & without


def test_the_version_needs_no_parser_of_arguments(project: Path) -> None:
    script = SCRIPT.replace("HEAVY", "")
    ran = subprocess.run(
        [sys.executable, "-c", script, "--version"], capture_output=True, text=True
    )
    assert not {"argparse", "dataclasses", "sqlite3"} & set(ran.stderr.split())
