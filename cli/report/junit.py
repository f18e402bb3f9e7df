"""Results of tests as JUnit XML, which build servers read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from ...runtime.testing import Outcome
from .diagnostics import sources_on_disk
from .paint import visible
from .tests import failed, title


def write_junit(file: Path, outcomes: Sequence[Outcome]) -> None:
    """Writes one `testsuite`, with a `testcase` for each test."""
    failures = sum(not one.passed for one in outcomes)
    counts = {"tests": str(len(outcomes)), "failures": str(failures), "errors": "0"}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "jalon", **counts})
    for outcome in outcomes:
        add_case(suite, outcome)
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


def add_case(suite: ElementTree.Element, outcome: Outcome) -> None:
    """One test, with what failed in it."""
    place = outcome.test.place.path
    names = {"name": title(outcome.test), "classname": Path(place).stem, "file": place}
    case = ElementTree.SubElement(suite, "testcase", names)
    sources, shown = sources_on_disk(), set[int]()
    for one in outcome.failures:
        failure = ElementTree.SubElement(case, "failure", {"message": visible(one.words)})
        failure.text = "\n".join(failed(one, sources, shown)).strip("\n")
