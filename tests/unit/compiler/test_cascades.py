"""One mistake is told once, what is not needed is not loaded, and every run gives the same."""

import os
import subprocess
import sys

import pytest

from .planted import LANGUAGE
from .texts import HELLO, STORE, codes

ALONE = {
    "a misspelt subject": ('email hello:\n  subjct: "x"\n  body: """x"""\n', ["J103"]),
    "a misspelt starting point": (
        'journey j:\n  starting pont: tag added "x"\n  wait 1 day\n',
        ["J101"],
    ),
    "a misspelt arm": (
        "journey j:\n  starting point: added manually\n  split:\n"
        "    50% a: wait 1h\n    50 b: wait 1h\n",
        ["J101"],
    ),
    "a misspelt step alone": (
        "journey j:\n  starting point: added manually\n  wiat 1h\n",
        ["J103"],
    ),
    "an unknown field": ("segment s: field x > 3\n", ["J201"]),
    "an unknown store": (f"{STORE}segment s: total spent > 5 in store shp\n", ["J201"]),
    "an unknown currency": ("store shop:\n  currency: EUX\nsegment s: total spent > 5\n", ["J306"]),
    "an unknown currency of money": (f"{STORE}segment s: total spent > 5 EUX\n", ["J306"]),
    "a name declared twice": (f"{HELLO}{HELLO}", ["J202"]),
    "a wrong operator": ('field x: number\nsegment s: field x contains "a"\n', ["J303"]),
    "a store with a syntax error": ("store shop EUR\nsegment s: bought anything\n", ["J101"]),
    "no time in a cart": (
        f"{STORE}journey j:\n  starting point: abandons cart after 0m\n  send email\n",
        ["J315"],
    ),
    "a share out of range": (
        "journey j:\n  starting point: added manually\n  split:\n    120% a: wait 1h\n",
        ["J313"],
    ),
    "a cart journey without a store": (
        f"{HELLO}journey j:\n  starting point: abandons cart\n  send email hello\n",
        ["J309"],
    ),
}


@pytest.mark.parametrize(("text", "told"), ALONE.values(), ids=ALONE.keys())
def test_a_mistake_stands_alone(text: str, told: list[str]) -> None:
    assert codes(text) == told


def run(script: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    command = [sys.executable, "-c", script]
    env = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout


def test_checking_loads_no_model_and_no_sql() -> None:
    script = (
        "import sys; from jalon.compiler.pipeline import check;"
        "from jalon.compiler.project import ProjectSources;"
        "check(ProjectSources.of({'a.journey': 'segment s: in segment new_subscribers'}));"
        "print([name for name in ('pydantic', 'sqlglot', 'lark') if name in sys.modules])"
    )
    assert run(script).strip() == "[]"


@pytest.mark.parametrize("case", ["cart_rescue.journey", "built_in_segments.journey", "project"])
def test_the_bytes_do_not_depend_on_the_run(case: str) -> None:
    path = str(LANGUAGE / "good" / case)
    script = (
        "from jalon.compiler.pipeline import compile_project;"
        f"print(compile_project({path!r})[0].digest())"
    )
    assert len({run(script, PYTHONHASHSEED=seed) for seed in ("1", "2")}) == 1
