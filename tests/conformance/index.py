"""The index of conformance: which rule of the catalogue is proven by which tests.

A test that proves a rule carries its ID in its name: `test_SEG_01_vendor_purchased`, or several:
`test_SP_70_SP_71_clicks`, for short `test_SP_70_71_clicks`. Of each rule some test carries the ID
as it is, so that looking for `SP_71` finds it. A test of a whole range, `SEG_01_to_SEG_22`, proves
none of them in particular. The names are read from the source; nothing is run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/conformance.md"
CATALOGUE = ROOT.parent / "shared/spec/catalogue.md"
FAMILIES = {
    "SEG": "Segments",
    "SP": "Starting points",
    "STEP": "Steps",
    "SYNC": "Stores in sync",
    "GR": "Orders, carts and events of GetResponse",
    "OFFER": "Offers in Shop",
    "X": "Across everything",
}
HEAD = """\
# Conformance

The catalogue numbers what the product must do. Below stands, for each of its rules that is built,
the tests that prove it, from the text of a journey to the rows it leaves behind. The page is made
from the names of the tests: `python -m pytest tests/conformance/test_index.py --rewrite` writes it
again.
"""
_IDS = re.compile(rf"(?<![a-z])({'|'.join(FAMILIES)})((?:_\d\d)+)(?!\d)", re.IGNORECASE)
_RANGE = re.compile(rf"(?<![a-z])({'|'.join(FAMILIES)})_\d\d_to_(\1_)?\d\d", re.IGNORECASE)
_ROW = re.compile(rf"^\| ((?:{'|'.join(FAMILIES)})-\d\d) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """A test by its file, below the root, and its name."""

    path: str
    name: str

    @property
    def words(self) -> str:
        """What the test proves, as its name says it."""
        name = _IDS.sub("", self.name.removeprefix("test_"))
        return re.sub("_+", " ", name).strip() or "as it is told"


def ids(name: str) -> Iterator[str]:
    """The rules that the name of a test carries."""
    for family, numbers in _IDS.findall(_RANGE.sub("", name)):
        yield from (f"{family.upper()}-{number}" for number in numbers[1:].split("_"))


def proofs(tests: Path = ROOT / "tests") -> dict[str, list[Proof]]:
    """The tests that prove each rule, in the order of the rules."""
    found: dict[str, list[Proof]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        for name in _tests(path):
            for rule in ids(name):
                proof = Proof(path.relative_to(tests.parent).as_posix(), name)
                found.setdefault(rule, []).append(proof)
    return dict(sorted(found.items(), key=lambda one: place(one[0])))


def _tests(path: Path) -> list[str]:
    """The names of the tests in a file, from top to bottom."""
    tree = ast.parse(path.read_text("utf-8"))
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def spelled(rule: str, found: Iterable[Proof]) -> bool:
    """Whether the ID stands as it is in the name of one of the tests."""
    word = re.compile(rf"(?<![a-z]){rule.replace('-', '_')}(?!\d)", re.IGNORECASE)
    return any(word.search(_RANGE.sub("", proof.name)) for proof in found)


def place(rule: str) -> tuple[int, int]:
    """Where a rule stands among the others."""
    family, number = rule.split("-")
    return list(FAMILIES).index(family), int(number)


def catalogue() -> list[str]:
    """The rules of the catalogue, in its order."""
    return _ROW.findall(CATALOGUE.read_text("utf-8"))


def page(found: Mapping[str, Iterable[Proof]]) -> str:
    """The page for people."""
    parts = [HEAD]
    for family, rules in groupby(found, lambda rule: rule.partition("-")[0]):
        rows = "".join(f"| {rule} | {_listed(found[rule])} |\n" for rule in rules)
        parts.append(f"## {FAMILIES[family]}\n\n| rule | proven by |\n|---|---|\n{rows}")
    return "\n".join(parts)


def _listed(proven: Iterable[Proof]) -> str:
    return ", ".join(f"[{proof.words}](../{proof.path})" for proof in dict.fromkeys(proven))
