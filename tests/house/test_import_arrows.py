"""Every import follows an arrow of the architecture's table of rooms."""

import pytest

from .arrows import MAY_IMPORT, wrong_arrows
from .sources import PLACES, ROOMS, Module, everything

ALLOWED = [
    ("dsl/parser.py", "from ..grammar import words"),
    ("dsl/parser.py", "import lark\nfrom lark.exceptions import LarkError"),
    ("dsl/parser.py", "from .nodes import Journey\nfrom . import spans"),
    ("compiler/check/types.py", "from ...dsl import nodes\nfrom ..ir import Program"),
    ("runtime/tick.py", "from ..compiler import ir, sql, diff"),
    ("runtime/tick.py", "from ..compiler.ir.program import Program"),
    ("runtime/sqlite/store.py", "import sqlite3\nfrom ...compiler.sql import generate"),
    ("deliver/smtp.py", "import smtplib\nfrom ..runtime import outbox"),
    ("cli/verbs/check.py", "from ...dsl import parser\nfrom jalon import __version__"),
    ("src/jalon/__main__.py", "from .cli.__main__ import main"),
    (
        "tests/unit/test_x.py",
        "import duckdb\nfrom tests import x\nfrom jalon.dsl import nodes",
    ),
]
REFUSED = [
    ("grammar/words.py", "from ..dsl import nodes", "no arrow from grammar"),
    ("grammar/words.py", "import lark", "may import only the language"),
    ("dsl/parser.py", "from ..compiler import ir", "no arrow from dsl"),
    ("dsl/parser.py", "import pydantic", "may import only lark"),
    ("compiler/check/types.py", "from ...runtime import clock", "no arrow from compiler"),
    ("compiler/lower.py", "from ..grammar import words", "no arrow from compiler"),
    ("runtime/tick.py", "from ..dsl import nodes", "no arrow from runtime"),
    ("runtime/tick.py", "from ..compiler import check", "`compiler.check`"),
    ("runtime/tick.py", "from ..compiler.irregular import x", "`compiler.irregular.x`"),
    ("runtime/tick.py", "from .. import compiler", "`compiler`"),
    ("runtime/tick.py", "def f():\n    from ..deliver import smtp", "no arrow from runtime"),
    ("deliver/smtp.py", "from ..compiler import sql", "`compiler.sql`"),
    ("connect/files.py", "from ..deliver import smtp", "no arrow from connect"),
    ("connect/files.py", "import jinja2", "may import only pyarrow"),
    ("studio/app.py", "from ..cli import exit", "no arrow from studio"),
    ("lsp/hover.py", "from ..runtime import clock", "no arrow from lsp"),
    ("cli/verbs/check.py", "import click", "may import only rich"),
    ("cli/verbs/check.py", "from jalon.dsl import parser", "write `from ..dsl"),
    ("tests/unit/test_x.py", "from dsl import nodes", "write `jalon.dsl.nodes`"),
]


@pytest.mark.parametrize(("path", "text"), ALLOWED)
def test_an_arrow_of_the_table_is_allowed(path: str, text: str) -> None:
    assert wrong_arrows(Module.planted(path, text)) == []


@pytest.mark.parametrize(("path", "text", "reason"), REFUSED)
def test_any_other_arrow_is_found(path: str, text: str, reason: str) -> None:
    [found] = wrong_arrows(Module.planted(path, text))
    assert reason in found


def test_the_table_has_a_line_for_every_place() -> None:
    assert set(MAY_IMPORT) == {place.partition("/")[0] for place in PLACES} >= set(ROOMS)


def test_this_tree_has_no_other_arrow() -> None:
    assert [found for module in everything() for found in wrong_arrows(module)] == []
