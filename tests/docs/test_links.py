"""The links of the pages for marketers lead somewhere."""

import re

import pytest

from .pages import ROOT

LINK = re.compile(r"\]\((?!https?://)(?P<file>[^)#]*)(?:#(?P<anchor>[^)]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The anchors that a page gets from its headings."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("name", ["docs/language.md", "docs/getting-started.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for link in LINK.finditer(re.sub(r"`[^`]*`", "", page.read_text("utf-8"))):
        target = page.parent / link["file"] if link["file"] else page
        assert target.is_file(), link[0]
        assert not link["anchor"] or link["anchor"] in anchors(target.read_text("utf-8")), link[0]
